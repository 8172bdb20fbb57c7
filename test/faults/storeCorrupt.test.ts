import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../electron/store/openStore.ts";

const now = Date.UTC(2026, 2, 3, 4, 5, 6);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "auscult-corrupt-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const database = () => join(folder, "station.db");
const open = () => openStore(folder, { now: () => now });

function overwrite(offset: number, length: number): void {
  const file = openSync(database(), "r+");
  writeSync(file, new Uint8Array(length).fill(0xa5), 0, length, offset);
  closeSync(file);
}

const damages: readonly { readonly name: string; readonly harm: () => void }[] = [
  { name: "a bad header", harm: () => overwrite(0, 100) },
  { name: "a page of garbage", harm: () => overwrite(4096 * 5, 4096) },
  { name: "a garbage schema page", harm: () => overwrite(100, 3996) },
  { name: "half of it missing", harm: () => truncateSync(database(), Math.floor(statSync(database()).size / 2) + 100) },
  { name: "nothing left of it", harm: () => truncateSync(database(), 0) },
  {
    name: "another kind of file",
    harm: () => writeFileSync(database(), "This is a letter, not a database.\n".repeat(200)),
  },
];

describe.each(damages)("a station whose database has $name", ({ harm }) => {
  it("keeps it aside, starts afresh and says so", async () => {
    let model: string;
    let recording: string;
    {
      await using store = open();
      for (let second = 0; second < 2000; second++) store.trends.add("c", now + second * 1000, second);
      store.models.put("c", Uint8Array.of(1), {
        version: 1,
        hash: "abababab",
        kind: "k",
        recipe: "r",
        trainedAt: now,
        trainedBy: "Kim",
      });
      store.models.putInService("c", 1, 0);
      model = store.models.inService("c")!.path;
      recording = store.evidence.put(Uint8Array.of(1, 2, 3));
    }
    harm();
    const damaged = readFileSync(database());
    {
      await using store = open();
      expect(store.notices).toHaveLength(1);
      const notice = store.notices[0]!;
      expect(notice.code).toBe("STORE_CORRUPT");
      expect(notice.message).toContain("station.db.corrupt-20260303T040506Z");
      expect(notice.message).toMatch(/Nothing was deleted.*stop the station/);
      expect(readFileSync(join(folder, "station.db.corrupt-20260303T040506Z")).equals(damaged)).toBe(true);
      expect(store.plant.read().machines).toEqual([]);
      store.plant.saveMachine({ id: "m", siteId: "s", name: "Pump", kind: "pump", place: 0 });
      expect([...readFileSync(model)]).toEqual([1]);
      expect([...store.evidence.readBytes(recording)]).toEqual([1, 2, 3]);
      expect(store.evidence.used()).toBe(3);
    }
    await using store = open();
    expect(store.notices).toEqual([]);
    expect(store.plant.read().machines).toHaveLength(1);
  });
});

describe("a station that finds its database damaged twice in a second", () => {
  it("keeps both, with their logs", async () => {
    open().close();
    for (const _ of [1, 2]) {
      overwrite(0, 100);
      writeFileSync(`${database()}-wal`, "log");
      open().close();
    }
    const kept = readdirSync(folder).filter((name) => name.includes("corrupt") && !name.endsWith("-shm"));
    expect(kept.sort()).toEqual([
      "station.db.corrupt-20260303T040506Z",
      "station.db.corrupt-20260303T040506Z-2",
      "station.db.corrupt-20260303T040506Z-2-wal",
      "station.db.corrupt-20260303T040506Z-wal",
    ]);
  });
});

describe("a lock file full of garbage", () => {
  it("does not keep the station from starting", async () => {
    writeFileSync(join(folder, "station.lock"), "x".repeat(5000));
    await using store = open();
    expect(store.notices).toEqual([]);
  });
});

describe("a database too large to be read whole at the start", () => {
  const openQuickly = () => openStore(folder, { now: () => now, readWholeUpTo: 0 });

  it("is set aside after damage in its measurements was met", async () => {
    {
      await using store = open();
      for (let second = 0; second < 20_000; second++) store.trends.add("c", now + second * 1000, second);
    }
    const page = pageOf("trend_second");
    overwrite((page - 1) * 4096, 4096);
    {
      await using store = openQuickly();
      expect(store.notices).toEqual([]);
      expect(() => store.trends.read("c", now, now + 20_000_000, 100_000)).toThrow(
        expect.objectContaining({ code: "STORE_CORRUPT", message: expect.stringContaining("Restart the station") }),
      );
    }
    {
      await using store = openQuickly();
      expect(store.notices.map((notice) => notice.code)).toEqual(["STORE_CORRUPT"]);
      store.trends.add("c", now, 1);
    }
    await using store = openQuickly();
    expect(store.notices).toEqual([]);
  });

  it("is set aside at once when the plant, the alerts or the models are damaged", async () => {
    {
      await using store = open();
      store.plant.saveMachine({ id: "m", siteId: "s", name: "Pump", kind: "pump", place: 0 });
    }
    overwrite((pageOf("machines") - 1) * 4096, 4096);
    await using store = openQuickly();
    expect(store.notices).toHaveLength(1);
  });
});

/** A leaf page of a table, counted from 1, as SQLite itself counts them. */
function pageOf(table: string): number {
  const reader = new DatabaseSync(database(), { readOnly: true });
  const sql = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno DESC LIMIT 1";
  const page = Number(reader.prepare(sql).get(table)?.pageno);
  reader.close();
  return page;
}

describe("a database that refuses for a while", () => {
  it("gets the measurements once it takes them again, none lost and none twice", async () => {
    await using store = open();
    const blocker = new DatabaseSync(database());
    blocker.exec("BEGIN IMMEDIATE");
    for (const second of [0, 1, 2]) store.trends.add("c", now + second * 1000, second);
    store.features.add("c", "r", now, Float32Array.of(1));
    expect(() => store.flush()).toThrow(expect.objectContaining({ code: "CONFLICT" }));
    blocker.exec("ROLLBACK");
    blocker.close();
    store.flush();
    expect(store.trends.read("c", now, now + 10_000, 1).rows).toEqual([
      { time: expect.any(Number), min: 0, mean: 1, max: 2 },
    ]);
    expect(store.features.read("c", "r", now, now)).toHaveLength(1);
  });
});

describe("a data folder that cannot be made", () => {
  it("is named, with what the system said", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => openStore(join(folder, "file", "data"), { now: Date.now })).toThrow(
      expect.objectContaining({ code: "STORE_FAILED", message: expect.stringContaining("cannot be made") }),
    );
  });
});
