import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { matFile } from "../../../test/makers/matFile.ts";
import { uffFile } from "../../../test/makers/uffFile.ts";
import { chunk, integerSamples, wavFile } from "../../../test/makers/wavFile.ts";
import type { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { blockLength, type SampleBlock } from "../../domain/sampleBlock.ts";
import type { CaptureReport } from "../captureReport.ts";
import { keepCapturing } from "../keepCapturing.ts";
import { watchFolder } from "./watchFolder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "route-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const settle = 0.06;
const setup = (settings: DeviceSetup["settings"] = {}, more: Partial<DeviceSetup> = {}): DeviceSetup => ({
  id: "folder",
  driver: "watchFolder",
  address: folder,
  name: "Route",
  sampleRate: 1000,
  channelCount: 1,
  settings: { settleSeconds: settle, ...settings },
  ...more,
});

/** Half a second of one number. */
const wav = (value: number, more: Partial<Parameters<typeof wavFile>[0]> = {}) =>
  wavFile({
    code: 1,
    bits: 16,
    sampleRate: 1000,
    channelCount: 1,
    data: integerSamples(Array(500).fill(value), 16),
    ...more,
  });
const put = (name: string, content: Buffer | string, modified?: number) => {
  writeFileSync(join(folder, name), content);
  if (modified !== undefined) utimesSync(join(folder, name), modified / 1000, modified / 1000);
};

/** A capture that runs beside the test. */
function capturing(device = setup()) {
  const stop = new AbortController();
  const blocks: SampleBlock[] = [];
  const told: Fault[] = [];
  const reports: CaptureReport[] = [];
  const report = (each: CaptureReport) => {
    reports.push(each);
    if (each.kind === "condition" && each.fault) told.push(each.fault);
  };
  const done = (async () => {
    for await (const block of keepCapturing(watchFolder, device, { stop: stop.signal, report, retryAfter: () => 50 })) {
      blocks.push(block);
    }
  })();
  return {
    blocks,
    told,
    reports,
    /** The number each recording holds, in the order in which they came. */
    heard: () => [...new Set(blocks.map(({ channels }) => Math.round(channels[0]![0]! * 32_768)))],
    async [Symbol.asyncDispose]() {
      stop.abort();
      await done;
    },
  };
}

const patience = { timeout: 8000, interval: 20 };
const soon = (check: () => void) => vi.waitFor(check, patience);
/** Long enough for what would come to have come. */
const later = () => sleep(5 * settle * 1000);

it("analyses what lies there in the order of time, and what comes after", async () => {
  const began = Date.now() - 3_600_000;
  put("b.wav", wav(1), began);
  put("a.wav", wav(2), began + 60_000);
  put("notes.txt", "not for the station");
  await using running = capturing();
  await soon(() => expect(running.heard()).toEqual([1, 2]));
  put("c.wav", wav(3), began + 120_000);
  await soon(() => expect(running.heard()).toEqual([1, 2, 3]));
  await later();
  expect(running.blocks.map(blockLength)).toEqual([250, 250, 250, 250, 250, 250]);
  expect(running.blocks.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4, 5]);
  for (const [i, expected] of [began - 500, began - 250, began + 59_500].entries()) {
    expect(running.blocks[i]!.time).toBeCloseTo(expected, 0);
  }
  expect(running.blocks.map(({ lostBefore }) => lostBefore)).toEqual([0, 0, 59_500, 0, 59_500, 0]);
  expect(running.reports).toContainEqual(
    expect.objectContaining({ kind: "gap", reason: "not measured", lostSamples: 59_500 }),
  );
  expect(running.told).toEqual([]);
});

it("runs while it waits for its first recording", async () => {
  await using running = capturing();
  await soon(() => expect(running.reports.at(-1)).toMatchObject({ kind: "condition", condition: "running" }));
  expect(running.told).toEqual([]);
});

it("analyses a recording once, also after a restart, until it is exchanged", async () => {
  put("a.wav", wav(1));
  await using first = capturing();
  await soon(() => expect(first.blocks).toHaveLength(2));
  await later();
  await first[Symbol.asyncDispose]();
  put("b.wav", wav(2));
  // Another power failure cut a line of the journal.
  appendFileSync(join(folder, ".auscult-journal.jsonl"), '{"name":"b.w');
  await using second = capturing();
  await soon(() => expect(second.heard()).toEqual([2]));
  put("a.wav", wav(3));
  await soon(() => expect(second.heard()).toEqual([2, 3]));
});

it("waits until a recording is complete", async () => {
  await using running = capturing(setup({ settleSeconds: 0.25 }));
  const whole = wav(7);
  for (let at = 0; at < whole.length; at += 300) {
    appendFileSync(join(folder, "a.wav"), whole.subarray(at, at + 300));
    await sleep(120);
  }
  expect(running.blocks).toEqual([]);
  await soon(() => expect(running.blocks).toHaveLength(2));
  expect(running.told).toEqual([]);
});

describe("a recording that cannot be taken", () => {
  it("is told and does not hold up the others", async () => {
    put("a.wav", wav(1).subarray(0, 500));
    put("b.wav", wav(2, { sampleRate: 2000 }));
    put("c.wav", wav(3, { channelCount: 2 }));
    put("d.csv", "a\n1\n2\n");
    put("e.wav", wav(5));
    await using running = capturing();
    await soon(() => expect(running.heard()).toEqual([5]));
    await soon(() => expect(running.told).toHaveLength(4));
    expect(running.told.map(({ message }) => message).sort()).toEqual([
      expect.stringMatching(/a\.wav was cut: its header promises 500 samples per channel/),
      expect.stringMatching(/b\.wav was recorded at 2000 Hz, not at 1000 Hz\./),
      expect.stringMatching(/c\.wav has 2 channels, but 1 are set up\./),
      expect.stringMatching(/d\.csv does not say its sample rate\. Set it for the folder\./),
    ]);
    await later();
    expect(running.told).toHaveLength(4);
    const journal = readFileSync(join(folder, ".auscult-journal.jsonl"), "utf8");
    expect(journal.match(/"refused"/g)).toHaveLength(4);
  });

  it("is tried again when the folder is set up differently, or after it has come back", async () => {
    put("b.wav", wav(2, { sampleRate: 2000 }));
    await using running = capturing(setup({ afterwards: "leave" }));
    await soon(() => expect(running.told).toHaveLength(1));
    await running[Symbol.asyncDispose]();
    await using again = capturing(setup({}, { sampleRate: 2000 }));
    await soon(() => expect(again.heard()).toEqual([2]));
  });

  it("is not taken when it is older than what was analysed", async () => {
    const dated = (text: string) => ({
      before: [chunk("LIST", Buffer.concat([Buffer.from("INFO"), chunk("ICRD", Buffer.from(text))]))],
    });
    put("new.wav", wav(1, dated("2026-03-01T10:00:00Z")));
    await using running = capturing();
    await soon(() => expect(running.blocks).toHaveLength(2));
    expect(running.blocks[0]!.time).toBe(Date.UTC(2026, 2, 1, 10));
    put("old.wav", wav(2, dated("2026-02-01T10:00:00Z")));
    await soon(() => expect(running.told).toHaveLength(1));
    expect(running.told[0]!.message).toMatch(
      /old\.wav was taken at 2026-02-01T10:00:00 UTC, before the end .* \(2026-03-01T10:00:00 UTC\)/,
    );
    expect(running.heard()).toEqual([1]);
  });
});

it("does not let a recorder whose clock is wrong push all others into the future", async () => {
  put("a.wav", wav(1), Date.now() + 30 * 86_400_000);
  const list = Buffer.concat([Buffer.from("INFO"), chunk("ICRD", Buffer.from("2999-01-01T00:00:00Z"))]);
  put("b.wav", wav(2, { before: [chunk("LIST", list)] }));
  await using running = capturing();
  await soon(() => expect(running.heard()).toEqual([1]));
  expect(running.blocks[0]!.time).toBeLessThan(Date.now());
  await soon(() => expect(running.told).toHaveLength(1));
  expect(running.told[0]!.message).toMatch(
    /b\.wav says that it was taken at 2999-01-01T00:00:00 UTC, which is still to come\./,
  );
});

it("moves what it is done with, and takes it again when it is put back", async () => {
  put("a.wav", wav(1));
  put("b.wav", "no sound");
  mkdirSync(join(folder, "analysed"));
  writeFileSync(join(folder, "analysed", "a.wav"), "of another day");
  await using running = capturing(setup({ afterwards: "move" }));
  await soon(() => expect(readdirSync(folder).sort()).toEqual([".auscult-journal.jsonl", "analysed", "refused"]));
  expect(readdirSync(join(folder, "analysed")).sort()).toEqual(["a (2).wav", "a.wav"]);
  expect(readdirSync(join(folder, "refused"))).toEqual(["b.wav"]);
  const count = running.blocks.length;
  renameSync(join(folder, "analysed", "a (2).wav"), join(folder, "a.wav"));
  await soon(() => expect(running.blocks).toHaveLength(2 * count));
});

it("survives that its share goes away and comes back", async () => {
  put("a.wav", wav(1));
  await using running = capturing();
  const journal = join(folder, ".auscult-journal.jsonl");
  await soon(() => expect(readFileSync(journal, "utf8")).toContain('"analysed"'));
  const away = `${folder}-away`;
  renameSync(folder, away);
  await soon(() => expect(running.told[0]).toMatchObject({ code: "DEVICE_MISSING" }));
  writeFileSync(join(away, "b.wav"), wav(2));
  renameSync(away, folder);
  await soon(() => expect(running.heard()).toEqual([1, 2]));
  expect(running.blocks).toHaveLength(4);
});

it("keeps its journal where it is told to", async () => {
  put("a.wav", wav(1));
  const elsewhere = mkdtempSync(join(tmpdir(), "journal-"));
  const journal = join(elsewhere, "route.jsonl");
  await using running = capturing(setup({ journal }));
  await soon(() => expect(existsSync(journal) && readFileSync(journal, "utf8")).toContain('"analysed"'));
  expect(readdirSync(folder)).toEqual(["a.wav"]);
  expect(running.told).toEqual([]);
  await running[Symbol.asyncDispose]();
  await using wrong = capturing(setup({ journal: join(elsewhere, "no", "such", "folder") }));
  await soon(() => expect(wrong.told[0]).toMatchObject({ code: "NOT_ALLOWED" }));
  rmSync(elsewhere, { recursive: true });
});

it("leaves a file as it is that was named as its journal and is none", async () => {
  put("a.wav", wav(1));
  const elsewhere = mkdtempSync(join(tmpdir(), "journal-"));
  const precious = join(elsewhere, "list.jsonl");
  const text = '{"name":"a.wav","price":3}\nsecond line\n';
  writeFileSync(precious, text);
  const fault = { code: "BAD_INPUT", message: expect.stringContaining(`${precious} is there already`) };
  for (const journal of [precious, elsewhere]) {
    await expect(watchFolder.describe(folder, { journal })).rejects.toMatchObject({ code: "BAD_INPUT" });
    await using running = capturing(setup({ journal }));
    await soon(() => expect(running.told[0]).toMatchObject({ code: "BAD_INPUT" }));
  }
  await expect(watchFolder.describe(folder, { journal: precious })).rejects.toMatchObject(fault);
  expect(readFileSync(precious, "utf8")).toBe(text);
  // Nothing, or an empty file, is as good as a new one.
  writeFileSync(precious, "");
  await using running = capturing(setup({ journal: precious }));
  await soon(() => expect(readFileSync(precious, "utf8")).toContain('"analysed"'));
  expect(running.told).toEqual([]);
  rmSync(elsewhere, { recursive: true });
});

it("reads the other formats, with their settings", async () => {
  const numbers = Array.from({ length: 500 }, (_, n) => n);
  put("a.csv", `x\n${numbers.join("\n")}\n`);
  put("b.uff", uffFile([{ values: numbers, step: 0.001 }]));
  const column = { rows: 500, columns: 1, values: numbers };
  put(
    "c.mat",
    matFile([
      { ...column, name: "X1_DE_time" },
      { ...column, name: "X1_FE_time" },
    ]),
  );
  await using running = capturing(setup({ sampleRate: 1000, variable: "*_DE_time" }));
  await soon(() => expect(running.blocks).toHaveLength(6));
  expect(running.told).toEqual([]);
});

describe("set up", () => {
  it("says what its newest recording is", async () => {
    put("a.wav", wav(1, { sampleRate: 500 }), 1000);
    put("b.wav", wav(1), 2000);
    expect(await watchFolder.describe(folder, {})).toMatchObject({
      sampleRates: [1000],
      channels: [{ name: "Channel 1" }],
      via: "WAV, 16 bit",
    });
  });

  it.each<[string, DeviceSetup["settings"], string, string]>([
    ["nothing in it", {}, "BAD_FILE", "holds no recording named *.wav, *.flac"],
    ["a wrong pattern", { pattern: "../*" }, "BAD_INPUT", "The setting pattern of a watched folder must be names"],
    ["a wrong wish", { afterwards: "delete" }, "BAD_INPUT", 'must be "leave" or "move", not "delete".'],
  ])("%s", async (_, settings, code, what) => {
    await expect(watchFolder.describe(folder, settings)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(what),
    });
  });
});
