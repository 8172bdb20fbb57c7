import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../electron/store/openStore.ts";

const writer = fileURLToPath(new URL("storeWriter.ts", import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "auscult-kill-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(first: number) {
  const child = spawn(process.execPath, ["--no-warnings", writer, folder, String(first)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { child, lines: createInterface({ input: child.stdout }) };
}

describe("a station that is killed while it writes", () => {
  it("has lost no alert that was accepted, and its folder is free at once", async () => {
    const accepted: string[] = [];
    for (const count of [1, 37, 150]) {
      const { child, lines } = start(accepted.length * 2);
      const exited = once(child, "exit");
      let here = 0;
      for await (const line of lines) {
        accepted.push(line);
        here += 1;
        if (here === count) child.kill("SIGKILL");
      }
      await exited;
      expect(here).toBeGreaterThanOrEqual(count);
    }
    await using store = openStore(folder, { now: Date.now });
    expect(store.notices).toEqual([]);
    const kept = new Set(store.alerts.open().map((alert) => alert.id));
    expect(accepted.filter((id) => !kept.has(id))).toEqual([]);
  }, 30_000);

  it("is not taken for damaged while it runs: the second one is refused and names the folder", async () => {
    const { child, lines } = start(0);
    const exited = once(child, "exit");
    await once(lines, "line");
    expect(() => openStore(folder, { now: Date.now })).toThrow(
      expect.objectContaining({
        code: "CONFLICT",
        message: expect.stringMatching(/Another Auscult is using the data folder .*auscult-kill-/),
      }),
    );
    child.kill("SIGKILL");
    await exited;
    await using store = openStore(folder, { now: Date.now });
    expect(store.notices).toEqual([]);
  }, 30_000);

  it("refuses a second store of the same process too", async () => {
    await using store = openStore(folder, { now: Date.now });
    expect(() => openStore(folder, { now: Date.now })).toThrow(expect.objectContaining({ code: "CONFLICT" }));
    store.alerts.list({ show: "all", offset: 0, limit: 1 });
  });
});
