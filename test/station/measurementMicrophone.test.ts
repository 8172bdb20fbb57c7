import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { CalibrationMeasurement } from "../../electron/contract/listeningContract.ts";
import { encodeWav } from "../../electron/domain/wav.ts";
import { openTestApp } from "../makers/openTestApp.ts";
import type { Client } from "../makers/stationClient.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const sampleRate = 16_000;
/** A calibrator of 94 dB. */
const [frequency, level] = [1000, 1.0024];

/** What a page sees of the point: the highest line near 1 kHz, the highest of the bands of the picture, and the level of the samples. */
async function seen(client: Client, pointId: string) {
  for await (const { lines, spectrum, rms } of await client.live.watch({ pointId })) {
    if (lines === undefined) continue;
    const near = lines.levels.slice(Math.floor(990 / lines.step), Math.ceil(1010 / lines.step));
    return { line: Math.max(...near), band: Math.max(...spectrum.levels), rms };
  }
  throw new Error("The live pictures ended.");
}

it("a measurement microphone is calibrated, and its response is out of what is shown, but not out of the level", async () => {
  using folder = temporaryFolder();
  const address = join(folder.path, "calibrator.wav");
  const tone = Float32Array.from({ length: 2 * sampleRate }, (_, n) => {
    return 0.05 * Math.sin((2 * Math.PI * frequency * n) / sampleRate);
  });
  writeFileSync(address, encodeWav([tone], sampleRate));
  await using app = await openTestApp(join(folder.path, "data"));
  const { client } = app;
  const settings = { loop: true };
  const found = await client.devices.describe({ driver: "recordedFile", address, settings });
  const device = await client.devices.add({ ...found, settings, sampleRate, channelCount: 1 });
  let measured: CalibrationMeasurement | undefined;
  const wish = { deviceId: device.id, channel: 0, frequency, level, unit: "Pa" as const, seconds: 4 };
  for await (const each of await client.listening.calibrate(wish)) measured = each;
  expect(measured).toMatchObject({ verdict: "good" });

  // Reads 6 dB too much at 1 kHz.
  const text = '"Sens Factor =-12.07dB, SERNO: 8108494"\r\n100\t0\r\n1000\t6\r\n10000\t0\r\n';
  const response = await client.listening.readResponse({ name: "8108494.txt", text });
  const machine = await client.plant.saveMachine({ name: "Fan", kind: "fan" });
  const component = await client.plant.saveComponent({ machineId: machine.id, name: "Fan", kind: "fan" });
  const draft = {
    componentId: component.id,
    name: "In front",
    quantity: "sound pressure",
    unit: "Pa",
    sensitivity: measured!.sensitivity!,
    mounting: "airborne",
    direction: "none",
    deviceId: device.id,
    channel: 0,
  } as const;
  const { id } = await client.plant.savePoint(draft);
  const plain = await seen(client, id);
  // The amplitude of 1.0024 Pa RMS, in dB re 1 Pa; 1 kHz lies on a bin of both spectra.
  const amplitude = 20 * Math.log10(level * Math.SQRT2);
  expect(plain.rms).toBeCloseTo(level, 3);
  expect([plain.line, plain.band]).toEqual([expect.closeTo(amplitude, 1), expect.closeTo(amplitude, 1)]);

  const { frequencies, responses } = response;
  const copied = { ...response, frequencies: [...frequencies], responses: [...responses] };
  const stored = await client.plant.savePoint({ ...draft, id, response: copied });
  expect(stored.response).toEqual(response);
  // A picture that was on its way still comes.
  const difference = async () => plain.line - (await seen(client, id)).line;
  await expect.poll(difference, { timeout: 10_000 }).toBeCloseTo(6, 1);
  const corrected = await seen(client, id);
  expect(plain.band - corrected.band).toBeCloseTo(6, 1);
  expect(corrected.rms).toBeCloseTo(level, 3);
});
