import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../../test/makers/temporaryFolder.ts";
import { recordingPieceBytes } from "../../contract/recordingsContract.ts";
import { openRecording } from "../../devices/recordedFile/openRecording.ts";
import type { Fault } from "../../domain/fault.ts";
import type { Plant, Point } from "../../domain/plant.ts";
import { readRecordingHeader, recordingHeaderBytes } from "../../domain/recordingHeader.ts";
import type { SavedRecording } from "../../domain/savedRecording.ts";
import { EvidenceRing } from "../../pipeline/evidenceRing.ts";
import { openStore, type Store } from "../../store/openStore.ts";
import { RecordingFile } from "../../store/recordingFile.ts";
import { defaultRetention } from "../../store/settingTable.ts";
import { RecordingDesk, type RecordingDeskOptions } from "./recordingDesk.ts";

const sampleRate = 1000;
const begin = Date.UTC(2026, 4, 4, 6);
const point = (id: string, given: Partial<Point> = {}): Point => ({
  id,
  componentId: "c",
  name: `point ${id}`,
  quantity: "acceleration",
  unit: "m/s²",
  sensitivity: 0.01,
  mounting: "screw",
  direction: "radial",
  deviceId: "d",
  channel: 0,
  sampleRate,
  ...given,
});
const device = { id: "d", driver: "x", address: "a", name: "DAQ", sampleRate, channelCount: 2, settings: {} };
const plantOf = (points: readonly Point[], devices = [device]): Plant => ({
  site: { id: "s", name: "S" },
  machines: [{ id: "m", siteId: "s", name: "Pump", kind: "pump", place: 0 }],
  components: [{ id: "c", machineId: "m", name: "Bearing", kind: "bearing", place: 0, outOfService: false }],
  points,
  devices,
});

/** A desk over a real store, fed by a device that counts its samples; channel 1 counts down. */
class Rig {
  readonly folder = temporaryFolder();
  readonly told: Fault[] = [];
  readonly desk: RecordingDesk;
  readonly store: Store;
  plant = plantOf([point("p0"), point("p1", { channel: 1 })]);
  ring: EvidenceRing | undefined = Rig.ringOf();
  condition: "running" | "waiting" = "running";
  count = 0;
  free = 1e12;
  changes = 0;

  constructor() {
    this.store = openStore(this.folder.path, { now: () => this.now });
    const options = this.options();
    // The plant changes under the desk.
    Object.defineProperty(options.plant, "plant", { get: () => this.plant });
    this.desk = new RecordingDesk(options);
  }

  static ringOf(): EvidenceRing {
    const ring = new EvidenceRing(sampleRate, 20);
    ring.keep([0, 1]);
    return ring;
  }

  get now(): number {
    return begin + this.count;
  }

  options(): RecordingDeskOptions {
    const found = <Thing extends { readonly id: string }>(things: readonly Thing[], id: string) =>
      things.find((thing) => thing.id === id)!;
    return {
      store: this.store,
      pipeline: {
        rawSignal: () => this.ring,
        deviceStatus: (deviceId) => ({
          ...{ deviceId, condition: this.condition, since: begin, channels: [], clock: { drift: 12, uncertainty: 1 } },
          ...{ received: 0, analysed: 0, lostInDevice: 0, lostInQueue: 0 },
        }),
        preTrigger: () => 15,
        waitsForReader: () => false,
      },
      plant: {
        plant: this.plant,
        point: (id) => found(this.plant.points, id),
        component: (id) => found(this.plant.components, id),
        machine: (id) => found(this.plant.machines, id),
      },
      now: () => this.now,
      changed: () => {
        this.changes += 1;
      },
      tell: (fault) => this.told.push(fault),
      freeBytes: async () => this.free,
      pauses: { write: 20, secure: 0 },
    };
  }

  deliver(length: number, lostBefore = 0): void {
    this.count += lostBefore;
    const first = this.count + 1;
    const up = Float32Array.from({ length }, (_, n) => first + n);
    const channels = [up, up.map((sample) => -sample)];
    this.ring?.push({ deviceId: "d", sequence: 0, time: this.now, sampleRate, channels, lostBefore });
    this.count += length;
  }

  path(recording: SavedRecording, track = 0): string {
    return join(this.folder.path, "recordings", recording.id, `${track}.wav`);
  }

  /** Samples of a track as any program would read them. */
  samples(recording: SavedRecording, track = 0): number[] {
    const bytes = readFileSync(this.path(recording, track));
    return [...new Float32Array(new Uint8Array(bytes.subarray(recordingHeaderBytes)).buffer)];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.desk[Symbol.asyncDispose]();
    this.store.close();
    this.folder[Symbol.dispose]();
  }
}

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig[Symbol.asyncDispose]());

function readLast(path: string, bytes: number): Float32Array {
  const end = Buffer.alloc(bytes);
  const file = openSync(path, "r");
  readSync(file, end, 0, bytes, statSync(path).size - bytes);
  closeSync(file);
  return new Float32Array(new Uint8Array(end).buffer);
}

const wish = { name: "Before the repair", pointIds: ["p0", "p1"], preTrigger: 2, by: "Ada" };
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const get = (id: string) => rig.store.recordings.get(id)!;
/** Both tracks of the one that runs are so long. */
const written = (samples: number) =>
  vi.waitFor(() => {
    const lengths = rig.desk.list(0, 1).recordings[0]!.tracks.map((track) => track.samples);
    expect(lengths).toEqual([samples, samples]);
  });
const ended = (id: string) =>
  vi.waitFor(() => {
    expect(get(id).state).not.toBe("running");
    return get(id);
  });

describe("a recording", () => {
  it("holds the past and the present of every point, to the sample, and says what it is", async () => {
    rig.deliver(5000);
    const begun = await rig.desk.start(wish);
    expect(begun).toMatchObject({ state: "running", startedAt: begin + 5000, by: "Ada" });
    for (let n = 0; n < 10; n++) {
      rig.deliver(137);
      await sleep(20);
    }
    const running = rig.desk.list(0, 10);
    expect(running).toMatchObject({ total: 1, quotaBytes: 5e9, preTrigger: 15 });
    expect(running.recordings[0]).toMatchObject({ id: begun.id, state: "running" });
    const saved = await rig.desk.stop(begun.id);
    rig.deliver(100);
    expect(rig.samples(saved)).toEqual(range(3001, 6370));
    expect(rig.samples(saved, 1)).toEqual(range(3001, 6370).map((sample) => -sample));
    expect(saved).toMatchObject({ state: "done", endedAt: begin + 6370, bytes: 2 * (recordingHeaderBytes + 4 * 3370) });
    expect(saved.tracks[1]).toEqual({
      ...{ pointId: "p1", pointName: "point p1", componentName: "Bearing", machineName: "Pump" },
      ...{ deviceId: "d", channel: 1, quantity: "acceleration", unit: "m/s²", sensitivity: 0.01, sampleRate },
      ...{ from: begin + 3000, samples: 3370, lostSamples: 0, gaps: [], drift: 12 },
    });
    expect(get(begun.id)).toEqual(saved);
    const note = readRecordingHeader(readFileSync(rig.path(saved, 1)))!;
    expect(note.track).toEqual(saved.tracks[1]);
    expect(note.recording).toEqual({ id: saved.id, name: wish.name, by: "Ada", startedAt: saved.startedAt });
    expect(rig.told).toEqual([]);
    expect(rig.desk.list(0, 1).bytes).toBe(saved.bytes);
  });

  it("ends by itself after its seconds", async () => {
    rig.deliver(100);
    const { id } = await rig.desk.start({ ...wish, seconds: 1, preTrigger: 0 });
    rig.deliver(700);
    await sleep(20);
    rig.deliver(700);
    const saved = await ended(id);
    expect(saved.state).toBe("done");
    expect(rig.samples(saved)).toEqual(range(101, 1100));
  });

  it("counts what is missing when its device goes away and comes back", async () => {
    rig.deliver(1000);
    const { id } = await rig.desk.start({ ...wish, preTrigger: 0.5 });
    rig.deliver(200);
    await written(700);
    rig.deliver(300, 4000);
    const saved = await rig.desk.stop(id);
    expect(saved.tracks[0]).toMatchObject({ lostSamples: 4000, gaps: [{ at: 700, samples: 4000 }] });
    expect(rig.samples(saved)).toEqual([...range(501, 1200), ...Array<number>(4000).fill(0), ...range(5201, 5500)]);
  });

  it("has its whole length when the device is still away at the end", async () => {
    rig.deliver(1000);
    const { id } = await rig.desk.start({ ...wish, preTrigger: 0 });
    rig.deliver(200);
    await written(200);
    rig.condition = "waiting";
    await sleep(300);
    rig.count += 250;
    const saved = await rig.desk.stop(id);
    expect(saved.tracks[0]).toMatchObject({ samples: 450, lostSamples: 250, gaps: [{ at: 200, samples: 250 }] });
    expect(rig.samples(saved)).toEqual([...range(1001, 1200), ...Array<number>(250).fill(0)]);
    const reader = await openRecording(rig.path(saved));
    expect(reader.frames).toBe(450);
  });

  it("is listed with few of its gaps; the others are counted, and stand in its file", async () => {
    rig.deliver(10);
    const { id } = await rig.desk.start({ ...wish, preTrigger: 0 });
    for (let n = 0; n < 30; n++) rig.deliver(10, 1);
    await rig.desk.stop(id);
    const [track] = rig.desk.list(0, 1).recordings[0]!.tracks;
    expect(track).toMatchObject({ lostSamples: 30, gapsNotListed: 10 });
    expect(track?.gaps).toHaveLength(20);
    expect(readRecordingHeader(readFileSync(rig.path(get(id))))?.track.gaps).toHaveLength(30);
  });

  it("is refused when too many points are being recorded", async () => {
    rig.plant = plantOf(Array.from({ length: 300 }, (_, n) => point(`p${n}`)));
    const all = { ...wish, pointIds: rig.plant.points.map(({ id }) => id) };
    const { id } = await rig.desk.start(all);
    await expect(rig.desk.start(all)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(rig.desk.list(0, 1).total).toBe(1);
    expect((await rig.desk.stop(id)).tracks).toHaveLength(300);
  });

  it("ends a track whose point was removed or whose rate was changed, tells it, and goes on with the others", async () => {
    rig.deliver(100);
    const { id } = await rig.desk.start({ ...wish, preTrigger: 0 });
    rig.deliver(50);
    await written(50);
    rig.ring?.keep([1]);
    rig.deliver(60);
    await vi.waitFor(() => expect(rig.told).toHaveLength(1));
    expect(rig.told[0]?.message).toMatch(
      /^Pump, Bearing, point p0: its part of "Before the repair" ended early: its point/,
    );
    expect(rig.desk.list(0, 1).recordings[0]?.state).toBe("running");
    expect([0, 1].map((track) => existsSync(join(rig.folder.path, "recordings", id, `${track}.wav`)))).toEqual([
      true,
      false,
    ]);
    rig.deliver(70);
    rig.plant = plantOf(rig.plant.points, [{ ...device, sampleRate: 500 }]);
    rig.ring = new EvidenceRing(500, 20);
    const saved = await ended(id);
    expect(saved).toMatchObject({ state: "cut", reason: "point removed" });
    expect(saved.tracks.map(({ cut, samples }) => [cut, samples])).toEqual([
      ["point removed", 50],
      ["rate changed", 180],
    ]);
    expect(rig.samples(saved, 1)).toEqual(range(101, 280).map((sample) => -sample));
    expect(rig.told.at(-1)?.message).toContain("its point was removed");
  });

  it("ends when its device leaves the plant", async () => {
    rig.deliver(100);
    const { id } = await rig.desk.start({ ...wish, preTrigger: 0.1 });
    rig.ring = undefined;
    rig.plant = plantOf([], []);
    expect(await ended(id)).toMatchObject({ state: "cut", reason: "device removed", tracks: [{ samples: 100 }, {}] });
  });

  it("is cut, and finished, when the station closes", async () => {
    rig.deliver(100);
    const { id } = await rig.desk.start({ ...wish, preTrigger: 0.1 });
    rig.deliver(23);
    await rig.desk[Symbol.asyncDispose]();
    expect(get(id)).toMatchObject({ state: "cut", reason: "station closed" });
    expect(rig.samples(get(id))).toEqual(range(1, 123));
    expect(rig.told).toEqual([]);
  });
});

describe("the quota", () => {
  it("is not exceeded by a byte: what runs is cut, nothing else is deleted, and the next is refused", async () => {
    rig.store.settings.setRetention({ ...defaultRetention, recordingMegabytes: 0.1 });
    rig.deliver(5000);
    const first = await rig.desk.start({ ...wish, pointIds: ["p0"], preTrigger: 1 });
    await rig.desk.stop(first.id);
    const second = await rig.desk.start({ ...wish, pointIds: ["p0"], preTrigger: 0 });
    for (let n = 0; n < 4; n++) {
      rig.deliver(4000);
      await sleep(20);
    }
    const saved = await ended(second.id);
    expect(saved).toMatchObject({ state: "cut", reason: "quota" });
    expect(rig.desk.list(0, 10)).toMatchObject({ total: 2, bytes: 100_000, quotaBytes: 100_000 });
    expect(rig.samples(saved)).toEqual(range(5001, 5000 + saved.tracks[0]!.samples));
    expect(rig.told.map(({ message }) => message)).toEqual([
      expect.stringContaining("the space for recordings is used up"),
    ]);
    await expect(rig.desk.start(wish)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(existsSync(rig.path(first))).toBe(true);
    rig.desk.remove(first.id);
    expect(existsSync(rig.path(first))).toBe(false);
    expect(rig.desk.list(0, 10).total).toBe(1);
  });

  it("is shared by recordings that run at once", async () => {
    rig.store.settings.setRetention({ ...defaultRetention, recordingMegabytes: 0.2 });
    rig.deliver(100);
    const begun = await Promise.all([1, 2].map(() => rig.desk.start({ ...wish, pointIds: ["p0"], preTrigger: 0 })));
    for (let n = 0; n < 3; n++) {
      rig.deliver(15_000);
      await sleep(20);
    }
    const saved = await Promise.all(begun.map(({ id }) => ended(id)));
    expect(saved.map(({ reason }) => reason)).toEqual(["quota", "quota"]);
    expect(rig.desk.list(0, 10).bytes).toBeLessThanOrEqual(200_000);
  });
});

describe("the disk", () => {
  it("that is nearly full ends a recording and refuses the next, before alerts have no room any more", async () => {
    rig.deliver(100);
    const { id } = await rig.desk.start({ ...wish, preTrigger: 0.1 });
    rig.free = 1e6;
    expect(await ended(id)).toMatchObject({ state: "cut", reason: "disk full" });
    expect(rig.samples(get(id))).toEqual(range(1, 100));
    await expect(rig.desk.start(wish)).rejects.toMatchObject({ code: "STORE_FAILED" });
    expect(rig.store.recordings.count()).toBe(1);
  });

  it("that takes no more ends the recording with what it took; the others go on", async () => {
    const create = rig.store.recordingFiles.create.bind(rig.store.recordingFiles);
    rig.store.recordingFiles.create = async (id, track, note) =>
      // A file on a disk that is full, as the kernel gives it.
      note.recording.name === "full"
        ? new RecordingFile(rig.store.recordingFiles.path(id, track), await open("/dev/full", "w"))
        : create(id, track, note);
    rig.deliver(100);
    const good = await rig.desk.start({ ...wish, preTrigger: 0 });
    const bad = await rig.desk.start({ ...wish, name: "full", preTrigger: 0.05 });
    rig.deliver(50);
    const saved = await ended(bad.id);
    expect(saved).toMatchObject({ state: "cut", reason: "disk full" });
    expect(saved.tracks.map(({ samples }) => samples)).toEqual([0, 0]);
    rig.deliver(50);
    expect(rig.samples(await rig.desk.stop(good.id))).toEqual(range(101, 200));
    expect(rig.told.map(({ message }) => message)).toEqual([
      expect.stringContaining('"full" ended early: the disk is'),
    ]);
  });

  it("is not blamed for a mistake of ours, and what was thrown is told", async () => {
    rig.deliver(100);
    const { id } = await rig.desk.start({ ...wish, preTrigger: 0.05 });
    // Only room() of the desk looks at it from now on.
    rig.store.settings.retention = () => {
      throw new TypeError("retention is out of order");
    };
    const saved = await vi.waitFor(() => {
      expect(get(id).state).toBe("cut");
      return get(id);
    });
    expect(saved.reason).toBe("station failed");
    expect(rig.told.map(({ message }) => message)).toEqual([expect.stringContaining("retention is out of order")]);
  });

  it("that refuses the files leaves no recording behind", async () => {
    writeFileSync(join(rig.folder.path, "recordings"), "not a folder");
    rig.deliver(100);
    await expect(rig.desk.start(wish)).rejects.toMatchObject({ code: "STORE_FAILED" });
    expect(rig.desk.list(0, 1).total).toBe(0);
    rmSync(join(rig.folder.path, "recordings"));
  });
});

describe("the files", () => {
  it("are read by the driver of recordings, also beyond 4 GiB, with unit, sensitivity and time", async () => {
    const facts = { id: "00000000-0000-4000-8000-000000000001", name: "Long", by: "Ada", startedAt: begin };
    const names = { pointId: "p0", pointName: "radial", componentName: "Bearing", machineName: "Pump" };
    const track = { ...names, deviceId: "d", channel: 0, quantity: "velocity", unit: "mm/s", sensitivity: 4 } as const;
    const times = { sampleRate: 51_200.25, from: begin, lostSamples: 0, gaps: [] };
    const { recordingFiles } = rig.store;
    const samples = 1_100_000_000;
    const note = { recording: facts, track: { ...track, ...times, samples: 0 } };
    const file = await recordingFiles.create(facts.id, 0, note);
    // The rest is a hole: it takes no room.
    await file.write(samples - 3, Float32Array.of(7, -8, 9));
    await file.finish({ ...note, track: { ...note.track, samples } });
    const recording = await openRecording(recordingFiles.path(facts.id, 0));
    expect(recording).toMatchObject({ frames: samples, sampleRate: 51_200.25, startTime: begin });
    expect(recording.names).toEqual(["Pump, Bearing, radial"]);
    expect(recording.measures).toMatchObject([{ unit: "mm/s", sensitivity: 4 }]);
    expect([...readLast(recordingFiles.path(facts.id, 0), 12)]).toEqual([7, -8, 9]);
  });

  it("are given by pieces, once the recording has ended, under a name that every system takes", async () => {
    rig.plant = plantOf([point("p0", { name: "A/B: 1\n" })]);
    for (let n = 0; n < 3; n++) rig.deliver(6000);
    const { id } = await rig.desk.start({ ...wish, pointIds: ["p0"], preTrigger: 15 });
    await expect(rig.desk.file(id, "p0", 0)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(() => rig.desk.remove(id)).toThrow("Stop it first");
    const saved = await rig.desk.stop(id);
    const whole = await rig.desk.file(id, "p0", 0);
    expect(whole.name).toBe("2026-05-04T06-00-03Z Pump, Bearing, A B 1.wav");
    expect(Buffer.from(await whole.arrayBuffer()).equals(readFileSync(rig.path(saved)))).toBe(true);
    expect((await rig.desk.file(id, "p0", saved.bytes - 6)).size).toBe(6);
    expect((await rig.desk.file(id, "p0", saved.bytes)).size).toBe(0);
    // As long as one of many hours; what was never written takes no room on the disk.
    truncateSync(rig.path(saved), 3 * recordingPieceBytes + 10);
    expect((await rig.desk.file(id, "p0", 0)).size).toBe(recordingPieceBytes);
    expect((await rig.desk.file(id, "p0", 3 * recordingPieceBytes)).size).toBe(10);
    await expect(rig.desk.file(id, "p9", 0)).rejects.toMatchObject({ code: "NOT_FOUND" });
    rmSync(rig.path(saved));
    await expect(rig.desk.file(id, "p0", 0)).rejects.toMatchObject({ code: "BAD_FILE" });
    await expect(rig.desk.file("none", "p0", 0)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
