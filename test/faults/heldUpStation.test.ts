import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { CaptureReport } from "../../electron/devices/captureReport.ts";
import { keepCapturing } from "../../electron/devices/keepCapturing.ts";
import { mcc } from "../../electron/devices/mcc/mcc.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";
import { vendorBench } from "../makers/vendorLibrary/vendorBench.ts";

const rate = 10_000;
const setup: DeviceSetup = {
  id: "box",
  driver: "mcc",
  address: "USB-1608FS-Plus/01A2B3C4",
  name: "Box",
  sampleRate: rate,
  channelCount: 1,
  settings: {},
};

describe.runIf(rigIsThere(["cc"]))("a station that is held up", () => {
  it("for longer than a device may be silent finds all that its device process has kept, and calls nobody silent", async () => {
    using folder = temporaryFolder();
    const bench = vendorBench(join(folder.path, "bench"), "uldaqDouble");
    for (const [name, value] of Object.entries(bench.environment)) vi.stubEnv(name, value);
    const stop = new AbortController();
    const reports: CaptureReport[] = [];
    const report = (news: CaptureReport) => void reports.push(news);
    let [first, next, wrong, blocks] = [-1, 0, 0, 0];
    for await (const block of keepCapturing(mcc, setup, { stop: stop.signal, report })) {
      for (const sample of block.channels[0]!) {
        // The counterpart counts its samples in what it sends.
        const number = Math.round(sample * 65_536);
        if (first < 0) first = next = number;
        if (number !== next % 65_536) wrong += 1;
        next = number + 1;
      }
      blocks += 1;
      if (blocks === 3) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4000);
      if (blocks === 50) stop.abort();
    }
    vi.unstubAllEnvs();
    expect(reports.map((each) => (each.kind === "condition" ? each.condition : each.kind))).toEqual([
      "starting",
      "running",
    ]);
    expect(wrong).toBe(0);
  });
});
