import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { FoundDevice } from "../../electron/contract/devicesContract.ts";
import type { ListenFrame } from "../../electron/contract/listeningContract.ts";
import { exampleFrameFormat } from "../../electron/domain/frameFormat.ts";
import { encodeWav } from "../../electron/domain/wav.ts";
import { openTestApp } from "../makers/openTestApp.ts";
import { pulseAudioRig } from "../makers/pulseAudio.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { seededNoise } from "../makers/seededNoise.ts";
import { serialWriter } from "../makers/serialWriter.ts";
import { socatPair } from "../makers/socatPair.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const sampleRate = 16_000;
const recordedFile = "recordedFile";

/** A tone of 1 kHz in a little noise on the first channel, silence on the second; whole periods, so that it goes round smoothly. */
function writeTone(folder: string, amplitude: number): string {
  const path = join(folder, "calibrator.wav");
  const noise = seededNoise(11);
  const tone = Float32Array.from({ length: 2 * sampleRate }, (_, n) => {
    return amplitude * Math.sin((2 * Math.PI * 1000 * n) / sampleRate) + 0.0005 * noise();
  });
  writeFileSync(path, encodeWav([tone, new Float32Array(tone.length)], sampleRate));
  return path;
}

async function newest<Value>(values: AsyncIterable<Value>, enough: (value: Value) => boolean): Promise<Value> {
  let last: Value | undefined;
  for await (const value of values) {
    last = value;
    if (enough(value)) return value;
  }
  if (last === undefined) throw new Error("the stream ended without a value");
  return last;
}

describe("setting up a device", () => {
  it("says which sources can be added by hand, and what has to be known of them", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const kinds = await app.client.listening.kinds();
    expect(kinds.map(({ driver }) => driver)).toEqual(expect.arrayContaining(["serialText", recordedFile]));
    for (const { form } of kinds) {
      expect(form.exampleAddress).not.toBe("");
      expect(new Set(form.fields.map(({ name }) => name)).size).toBe(form.fields.length);
    }
  });

  it("listens to a source before it is taken into use, and keeps nothing of it", async () => {
    using folder = temporaryFolder();
    const address = writeTone(folder.path, 0.25);
    await using app = await openTestApp(join(folder.path, "data"));
    const source = { driver: recordedFile, address, settings: { loop: true }, sampleRate, channelCount: 2 };
    const heard = ({ channels }: ListenFrame) => channels[0]?.spectrum !== undefined;
    const frame = await newest(await app.client.listening.listen(source), heard);
    const [tone, silence] = frame.channels;
    expect(tone!.rms).toBeCloseTo(0.25 / Math.SQRT2, 2);
    expect(silence!.peak).toBe(0);
    const { top, levels } = tone!.spectrum!;
    const loudest = levels.indexOf(Math.max(...levels));
    expect(Math.abs(((loudest + 0.5) * top) / levels.length - 1000)).toBeLessThan(top / levels.length);
    expect((await app.client.plant.get()).devices).toEqual([]);
  });

  it("tells of a source that is not there while it listens", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const address = join(folder.path, "gone.wav");
    const source = { driver: recordedFile, address, settings: {}, sampleRate, channelCount: 1 };
    const frame = await newest(await app.client.listening.listen(source), ({ message }) => message !== undefined);
    expect(frame.message).toContain("gone.wav");
  });

  it("measures the sensitivity with a calibrator, on a device in use", async () => {
    using folder = temporaryFolder();
    const address = writeTone(folder.path, 0.05);
    await using app = await openTestApp(join(folder.path, "data"));
    const { client } = app;
    const settings = { loop: true };
    const found = await client.devices.describe({ driver: recordedFile, address, settings });
    const device = await client.devices.add({ ...found, settings, sampleRate, channelCount: 2 });
    expect(device.channels?.map(({ name }) => name)).toEqual(found.channels.map(({ name }) => name));
    const wish = { deviceId: device.id, frequency: 1000, level: 1, seconds: 5 };
    const measured = await newest(await client.listening.calibrate({ ...wish, channel: 0 }), () => false);
    expect(measured.verdict).toBe("good");
    expect(measured.frequency).toBeCloseTo(1000, 0);
    // 0.05 of full scale at its peak for 1 Pa RMS
    expect(measured.sensitivity! / (0.05 / Math.SQRT2)).toBeCloseTo(1, 2);
    expect(measured.stability).toBeLessThan(0.05);
    const nothing = await newest(await client.listening.calibrate({ ...wish, channel: 1, seconds: 3 }), () => false);
    expect(nothing).toMatchObject({ verdict: "no tone" });
    expect(nothing.sensitivity).toBeUndefined();
    const beyond = client.listening.calibrate({ ...wish, channel: 7 });
    await expect(beyond.then((stream) => newest(stream, () => false))).rejects.toThrow("there is no channel 8");
  });

  it("reads the calibration file of a microphone, and says which line is wrong", async () => {
    using folder = temporaryFolder();
    await using app = await openTestApp(join(folder.path, "data"));
    const text = '"Sens Factor =-12.07dB, AGain =18dB, SERNO: 8108494"\r\n10.05\t-1.2\r\n1000\t0\r\n20000\t.58440\r\n';
    const curve = await app.client.listening.readResponse({ name: "8108494.txt", text });
    expect(curve).toMatchObject({ serialNumber: "8108494", sensitivityFactor: -12.07, responses: [-1.2, 0, 0.5844] });
    const wrong = app.client.listening.readResponse({ name: "8108494.txt", text: `${text}oops\r\n` });
    await expect(wrong).rejects.toThrow("Line 5 of 8108494.txt");
  });
});

/** A look every 1.2 s or so, and the time it takes: under 3 s on a computer that is not busy with other tests, in ms. */
const soon = 9000;

describe.runIf(rigIsThere(["pulseaudio", "pactl", "aplay"]))("setting up a sound device", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("shows it soon after it was plugged in, and soon that it is gone", async () => {
    using folder = temporaryFolder();
    await using closing = new AsyncDisposableStack();
    const sound = closing.use(await pulseAudioRig(folder.path, [{ name: "daq", channelCount: 2, sampleRate: 48_000 }]));
    for (const [name, value] of Object.entries(sound.environment)) vi.stubEnv(name, value);
    const { client } = closing.use(await openTestApp(join(folder.path, "data")));
    await sound.stop();
    const isThere = (devices: readonly FoundDevice[]) => devices.some(({ address }) => address === "ALSA/daq");
    const found = (await client.listening.found())[Symbol.asyncIterator]();
    const until = async (wanted: boolean) => {
      for (let next = await found.next(); !next.done && isThere(next.value) !== wanted; ) next = await found.next();
    };
    await until(false);
    await sound.start();
    const plugged = performance.now();
    await until(true);
    expect(performance.now() - plugged).toBeLessThan(soon);
    await sound.stop();
    const pulled = performance.now();
    await until(false);
    expect(performance.now() - pulled).toBeLessThan(soon);
    await found.return?.();
  });
});

describe.runIf(rigIsThere(["socat"]))("setting up a serial device", () => {
  it("shows what it sends, goes over to use without a busy port, and is not tried again while in use", async () => {
    using folder = temporaryFolder();
    await using closing = new AsyncDisposableStack();
    const pair = closing.use(await socatPair(folder.path));
    const stop = new AbortController();
    const line = (index: number) => `${index % 100};${-index % 7}`;
    const writing = serialWriter(pair.device, { rate: 200, stop: stop.signal, line });
    closing.defer(async () => {
      stop.abort();
      await writing;
    });
    const { client } = closing.use(await openTestApp(join(folder.path, "data")));
    const source = { driver: "serialText", address: pair.station, settings: { sampleRate: 200 } };
    const preview = await newest(await client.listening.preview(source), ({ rows }) => rows.length > 5);
    expect(preview.channels).toHaveLength(2);
    expect(preview.raw.at(-1)).toMatch(/^\d+;-?\d$/);
    const found = await client.devices.describe(source);
    const device = await client.devices.add({ ...found, settings: source.settings, sampleRate: 200, channelCount: 2 });
    const frame = await newest(await client.listening.listen({ id: device.id }), ({ channels }) => channels.length > 0);
    expect(frame.channels[0]!.peak).toBeGreaterThan(0);
    await expect(client.listening.recognise({ address: pair.station })).rejects.toThrow("is in use as");
    const frames = { ...source, driver: "serialFrames", settings: { frame: JSON.stringify(exampleFrameFormat) } };
    await expect(client.devices.describe(frames)).rejects.toThrow("is in use as");
    // Set up anew while its port is ours.
    const anew = await client.devices.add({
      ...found,
      name: "Pump",
      settings: { sampleRate: 100 },
      sampleRate: 100,
      channelCount: 2,
    });
    expect(anew).toMatchObject({ id: device.id, name: "Pump", channels: device.channels });
    expect((await client.plant.get()).devices).toHaveLength(1);
  });
});
