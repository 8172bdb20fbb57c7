import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/makers/temporaryFolder.ts";
import { readRecordingHeader, recordingHeaderBytes } from "../domain/recordingHeader.ts";
import type { RecordingNote } from "../domain/recordingNote.ts";
import type { RecordingTrack, SavedRecording } from "../domain/savedRecording.ts";
import { openStore, type Store } from "./openStore.ts";
import { trackBytes } from "./recordingTable.ts";

const now = Date.UTC(2026, 4, 4, 12);
const id = "00000000-0000-4000-8000-000000000001";
const track: RecordingTrack = {
  ...{ pointId: "p", pointName: "radial", componentName: "Bearing", machineName: "Pump", deviceId: "d", channel: 0 },
  ...{ quantity: "acceleration", unit: "g", sensitivity: 0.1, sampleRate: 1000 },
  ...{ from: now - 60_000, samples: 0, lostSamples: 0, gaps: [] },
};
const begun: SavedRecording = {
  ...{ id, name: "Night", by: "Ada", scheduleId: "nightly", startedAt: now - 58_000 },
  ...{ state: "running", tracks: [track, { ...track, pointId: "q" }], bytes: 0 },
};
const { state: _state, tracks: _tracks, bytes: _bytes, ...facts } = begun;
const note = (samples: number, given: Partial<RecordingTrack> = {}): RecordingNote => ({
  recording: facts,
  track: { ...track, samples, ...given },
});

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
const reopen = () => {
  store.close();
  store = openStore(folder.path, { now: () => now });
};
beforeEach(() => {
  folder = temporaryFolder();
  held = new AsyncDisposableStack();
  store = openStore(folder.path, { now: () => now });
});
afterEach(async () => {
  await held.disposeAsync();
  store.close();
  folder[Symbol.dispose]();
});

const path = (number: number, name = id) => join(folder.path, "recordings", name, `${number}.wav`);
const counted = (length: number, from = 0) => Float32Array.from({ length }, (_, n) => from + n + 1);
/** Held open until the test ends, as by a station that dies. */
let held: AsyncDisposableStack;
/** A file with so many samples written, of which so many are secured. */
async function leave(number: number, written: number, secured: number, given: Partial<RecordingTrack> = {}) {
  const file = held.use(await store.recordingFiles.create(id, number, note(0, given)));
  await file.write(0, counted(written));
  if (secured > 0) await file.secure(note(secured, given));
  return file;
}
const samples = (number: number) => [
  ...new Float32Array(new Uint8Array(readFileSync(path(number)).subarray(recordingHeaderBytes)).buffer),
];

describe("what a station left running", () => {
  it("is a recording that was cut, of everything that was secured", async () => {
    store.recordings.put(begun);
    await leave(0, 500, 300);
    await leave(1, 400, 400, { pointId: "q", gaps: [{ at: 5, samples: 2 }], lostSamples: 2 });
    reopen();
    const found = store.recordings.get(id)!;
    expect(found).toMatchObject({ ...facts, state: "cut", reason: "interrupted", endedAt: now - 59_600 });
    expect(found.tracks.map((each) => [each.pointId, each.samples, each.lostSamples])).toEqual([
      ["p", 300, 0],
      ["q", 400, 2],
    ]);
    expect(found.bytes).toBe(trackBytes({ samples: 300 }) + trackBytes({ samples: 400 }));
    expect(store.recordings.used()).toBe(found.bytes);
    expect(samples(0)).toEqual([...counted(300)]);
    expect(samples(1)).toEqual([...counted(400)]);
    expect(readdirSync(join(folder.path, "recordings", id))).toEqual(["0.wav", "1.wav"]);
    reopen();
    expect(store.recordings.get(id)).toEqual(found);
  });

  it("is as long as the disk has it after a power cut took the rest, and says so in its head", async () => {
    store.recordings.put(begun);
    await leave(0, 500, 500, {
      lostSamples: 90,
      gaps: [
        { at: 10, samples: 20 },
        { at: 190, samples: 60 },
        { at: 400, samples: 10 },
      ],
    });
    truncateSync(`${path(0)}.part`, recordingHeaderBytes + 4 * 200 + 3);
    reopen();
    const expected = {
      samples: 200,
      lostSamples: 30,
      gaps: [
        { at: 10, samples: 20 },
        { at: 190, samples: 10 },
      ],
    };
    expect(store.recordings.get(id)?.tracks[0]).toMatchObject(expected);
    expect(readRecordingHeader(readFileSync(path(0)))?.track).toMatchObject(expected);
    expect(readFileSync(path(0)).readUInt32LE(recordingHeaderBytes - 4)).toBe(800);
    expect(samples(0)).toHaveLength(200);
  });

  it("is told even when nothing of it is there", () => {
    store.recordings.put(begun);
    reopen();
    expect(store.recordings.get(id)).toMatchObject({ state: "cut", reason: "interrupted", endedAt: now, bytes: 0 });
    // A person who removed it, and a station that died meanwhile, are not asked again.
    store.recordings.put({ ...begun, state: "done" });
    reopen();
    expect(store.recordings.get(id)).toBeUndefined();
  });

  it("leaves alone what it does not know, and starts all the same", async () => {
    store.recordings.put(begun);
    await leave(0, 5, 5);
    const mine = join(folder.path, "recordings", id, "my notes.txt");
    writeFileSync(mine, "loud");
    writeFileSync(path(1), "no recording");
    mkdirSync(`${path(2)}.part`);
    mkdirSync(join(folder.path, "recordings", "holiday"));
    reopen();
    expect(store.recordings.get(id)?.tracks.map((each) => each.samples)).toEqual([5, 0]);
    expect(readFileSync(mine, "utf8")).toBe("loud");
    expect(existsSync(join(folder.path, "recordings", "holiday"))).toBe(true);
    expect(store.recordings.count()).toBe(1);
  });

  it("gets its name when the disk refused it at the end", async () => {
    store.recordings.put(begun);
    await leave(0, 50, 50);
    store.recordings.put({ ...begun, state: "cut", reason: "disk full", endedAt: now - 1000 });
    reopen();
    expect(store.recordings.get(id)).toMatchObject({ state: "cut", reason: "disk full", endedAt: now - 1000 });
    expect(store.recordings.get(id)?.tracks[0]?.samples).toBe(50);
    expect(samples(0)).toHaveLength(50);
  });
});

describe("recordings whose database was set aside", () => {
  it("are found again by what their files say of themselves", async () => {
    const names = ["Lager „Süd“", "x".repeat(120)];
    for (const [number, pointName] of names.entries()) {
      const file = await leave(number, 100, 0);
      await file.finish(note(100, { pointName, cut: "rate changed" }));
    }
    rmSync(join(folder.path, "station.db"));
    expect(store.recordings.count()).toBe(0);
    reopen();
    const found = store.recordings.get(id)!;
    expect(found).toEqual({
      ...facts,
      state: "done",
      endedAt: now - 59_900,
      tracks: names.map((pointName) => ({ ...track, pointName, samples: 100, cut: "rate changed" })),
      bytes: 2 * trackBytes({ samples: 100 }),
    });
  });
});

describe("the list of recordings", () => {
  it("has running ones first, then the newest", () => {
    const put = (number: number, state: SavedRecording["state"]) =>
      store.recordings.put({ ...begun, id: `r${number}`, startedAt: now + number, state, bytes: number });
    put(1, "running");
    put(2, "done");
    put(3, "cut");
    put(4, "done");
    expect(store.recordings.list(0, 3).map((each) => each.id)).toEqual(["r1", "r4", "r3"]);
    expect(store.recordings.list(3, 3).map((each) => each.id)).toEqual(["r2"]);
    expect(store.recordings.count()).toBe(4);
    const before = store.disk();
    store.recordings.grow("r1", 1001);
    expect(store.recordings.used()).toBe(1010);
    expect(store.disk().used - before.used).toBe(1000);
  });

  it("takes the files with it when one is removed, and nothing else", async () => {
    store.recordings.put(begun);
    const file = await leave(0, 10, 0);
    await file.finish(note(10));
    store.recordings.remove(id);
    expect(existsSync(path(0))).toBe(false);
    expect(store.recordings.used()).toBe(0);
    expect(() => store.recordingFiles.remove("../evidence")).toThrow("is not the name of a recording");
    expect(() => store.recordings.remove("..")).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});
