import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { recordingPieceBytes } from "../../electron/contract/recordingsContract.ts";
import { readRecordingHeader, recordingHeaderBytes } from "../../electron/domain/recordingHeader.ts";
import type { SavedRecording } from "../../electron/domain/savedRecording.ts";
import { encodeWav } from "../../electron/domain/wav.ts";
import { openStore } from "../../electron/store/openStore.ts";
import { defaultRetention } from "../../electron/store/settingTable.ts";
import { type Client, openStationClient } from "../makers/stationClient.ts";
import { startStation } from "../makers/stationProcess.ts";
import { takeSnapshot } from "../makers/takeSnapshot.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const sampleRate = 8000;
/** The device counts its samples up to this and begins anew; its second channel counts down. */
const round = 30 * sampleRate;
const patience = { timeout: 30_000, interval: 50 };

async function setUp(client: Client, path: string): Promise<string[]> {
  const up = Float32Array.from({ length: round }, (_, n) => n + 1);
  writeFileSync(path, encodeWav([up, up.map((sample) => -sample)], sampleRate));
  const settings = { loop: true };
  const setup = { driver: "recordedFile", address: path, name: "Counter", sampleRate, channelCount: 2, settings };
  const device = await client.devices.add(setup);
  const machine = await client.plant.saveMachine({ name: "Pump", kind: "pump" });
  const component = await client.plant.saveComponent({ machineId: machine.id, name: "Bearing", kind: "bearing" });
  const points = ["horizontal", "vertical"].map((name, channel) =>
    client.plant.savePoint({
      ...{ componentId: component.id, name, quantity: "acceleration", unit: "m/s²", sensitivity: 0.01 },
      ...{ mounting: "screw", direction: "radial", deviceId: device.id, channel },
    }),
  );
  return Promise.all(points.map(async (point) => (await point).id));
}

async function download(client: Client, id: string, pointId: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let offset = 0; ; ) {
    const piece = Buffer.from(await (await client.recordings.file({ id, pointId, offset })).arrayBuffer());
    pieces.push(piece);
    offset += piece.length;
    if (piece.length < recordingPieceBytes) return Buffer.concat(pieces);
  }
}

const samplesOf = (file: Buffer) => new Float32Array(new Uint8Array(file.subarray(recordingHeaderBytes)).buffer);

/** Every sample follows the one before: none is missing, none comes twice. @returns how many there are */
function countOn(samples: Float32Array): number {
  const wrong = samples.findIndex((sample, n) => n > 0 && sample !== (samples[n - 1]! % round) + 1);
  expect(wrong).toBe(-1);
  return samples.length;
}

const newest = async (client: Client): Promise<SavedRecording> =>
  (await client.recordings.list({ offset: 0, limit: 1 })).recordings[0]!;

it("recordings of a station hold what the device sent, survive a kill, start by schedule and stay within their quota", async () => {
  using folder = temporaryFolder();
  const data = join(folder.path, "data");
  let points: string[];
  let killed: SavedRecording;
  let promised: number;
  {
    await using station = await startStation(data);
    using connection = await openStationClient(station.url);
    const { client } = connection;
    points = await setUp(client, join(folder.path, "counter.wav"));
    await client.station.setRetention({ ...defaultRetention, preTriggerSeconds: 10 });
    const received = async () => (await takeSnapshot(client)).devices[0]?.received ?? 0;
    await vi.waitFor(async () => expect(await received()).toBeGreaterThan(2.5 * sampleRate), patience);

    const { revision } = await takeSnapshot(client);
    const begun = await client.recordings.start({ name: "By hand", pointIds: points, preTrigger: 2, by: "Ada" });
    expect(begun.state).toBe("running");
    await sleep(1200);
    const page = await client.recordings.list({ offset: 0, limit: 10 });
    expect(page).toMatchObject({ total: 1, preTrigger: 10, quotaBytes: 5e9, recordings: [{ state: "running" }] });
    expect(page.bytes).toBeGreaterThan(2 * 4 * 2 * sampleRate);
    const saved = await client.recordings.stop({ id: begun.id });
    expect(saved).toMatchObject({ state: "done", by: "Ada", tracks: [{ lostSamples: 0 }, { lostSamples: 0 }] });
    expect((await takeSnapshot(client)).revision.recordings).toBeGreaterThan(revision.recordings);

    const [file, other] = await Promise.all(points.map((pointId) => download(client, saved.id, pointId)));
    const samples = samplesOf(file!);
    expect(countOn(samples)).toBe(saved.tracks[0]!.samples);
    expect(samples.map((sample) => -sample)).toEqual(samplesOf(other!));
    // Two seconds before, and all of those after, by the clock of the source; a block may not have been there yet.
    const { from } = saved.tracks[0]!;
    expect(Math.abs(saved.startedAt - 2000 - from)).toBeLessThan(500);
    expect(Math.abs(from + (samples.length / sampleRate) * 1000 - saved.endedAt!)).toBeLessThan(500);
    expect(await client.recordings.list({ offset: 0, limit: 1 })).toMatchObject({
      bytes: file!.length + other!.length,
    });

    // Its copy says what it is when it is played as a device.
    const copy = join(folder.path, "copy of a recording.wav");
    writeFileSync(copy, file!);
    const described = await client.devices.describe({ driver: "recordedFile", address: copy, settings: {} });
    expect(described).toMatchObject({ sampleRates: [sampleRate], channels: [{ unit: "m/s²", sensitivity: 0.01 }] });

    // Dies in the midst of the next one.
    killed = await client.recordings.start({ name: "Killed", pointIds: points, preTrigger: 1, by: "Ada" });
    const growing = join(data, "recordings", killed.id, "1.wav.part");
    const told = () => readRecordingHeader(readFileSync(growing))?.track.samples ?? 0;
    await vi.waitFor(() => expect(told()).toBeGreaterThan(sampleRate), patience);
    promised = told();
    station.process.kill("SIGKILL");
    await vi.waitFor(() => expect(station.process.signalCode).toBe("SIGKILL"), patience);
  }

  // Meanwhile a schedule became due, and little is allowed.
  await vi.waitFor(() => expect(new Date().getSeconds()).toBeLessThan(50), { timeout: 15_000 });
  const now = Date.now();
  const clockAt = (time: number) => new Date(time).toTimeString().slice(0, 5);
  {
    await using store = openStore(data, { now: Date.now });
    const recovered = store.recordings.get(killed.id)!;
    expect(recovered).toMatchObject({ state: "cut", reason: "interrupted" });
    store.settings.setRetention({ ...defaultRetention, recordingMegabytes: store.recordings.used() / 1e6 + 0.13 });
    const common = { pointIds: points, weekdays: [], seconds: 60, by: "Ben", enabled: true };
    store.recordingSchedules.put({ ...common, id: "due", name: "Due", at: clockAt(now) });
    store.recordingSchedules.put({ ...common, id: "missed", name: "Missed", at: clockAt(now - 120_000) });
    store.settings.set("recording schedules watched until", now - 240_000);
  }
  await using station = await startStation(data);
  using connection = await openStationClient(station.url);
  const { client } = connection;
  expect(existsSync(join(data, "recordings", killed.id, "1.wav.part"))).toBe(false);
  const file = await download(client, killed.id, points[1]!);
  expect(countOn(samplesOf(file).map((sample) => -sample))).toBeGreaterThanOrEqual(promised);
  expect(readRecordingHeader(file)?.recording).toMatchObject({ id: killed.id, name: "Killed" });

  expect(await newest(client)).toMatchObject({ name: "Due", by: "Ben", scheduleId: "due" });
  await vi.waitFor(async () => expect((await newest(client)).state).toBe("cut"), patience);
  const cut = await newest(client);
  expect(cut).toMatchObject({ name: "Due", reason: "quota" });
  for (const pointId of points) {
    const samples = samplesOf(await download(client, cut.id, pointId));
    expect(countOn(pointId === points[0] ? samples : samples.map((sample) => -sample))).toBeGreaterThan(0);
  }
  const page = await client.recordings.list({ offset: 0, limit: 10 });
  expect(page.total).toBe(3);
  expect(page.bytes).toBeLessThanOrEqual(page.quotaBytes);
  expect(page.quotaBytes - page.bytes).toBeLessThan(8);
  const { notices, disk } = await takeSnapshot(client);
  expect(notices.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^The recording "Missed" of .* was missed: the station was not running/),
    expect.stringMatching(/^"Due" ended early: the space for recordings is used up/),
  ]);
  expect(disk.used).toBeGreaterThan(page.bytes);
  await expect(
    client.recordings.start({ name: "No room", pointIds: points, preTrigger: 2, by: "Ada" }),
  ).rejects.toMatchObject({ code: "CONFLICT" });
  await client.recordings.remove({ id: cut.id });
  expect((await client.recordings.schedules()).map(({ name }) => name)).toEqual(["Due", "Missed"]);
  await client.recordings.removeSchedule({ id: "due" });
  // Whoever ends the station ends what it records; that is kept like any other.
  await client.station.setRetention(defaultRetention);
  const last = await client.recordings.start({ name: "Last", pointIds: points, preTrigger: 0.1, by: "Ada" });
  expect(await station.end()).toBe(0);
  await using store = openStore(data, { now: Date.now });
  expect(store.recordings.get(last.id)).toMatchObject({ state: "cut", reason: "station closed" });
  expect(countOn(samplesOf(readFileSync(store.recordingFiles.path(last.id, 0))))).toBeGreaterThan(sampleRate / 20);
}, 120_000);
