import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import type { Driver } from "../../electron/devices/driver.ts";
import { serialFrames } from "../../electron/devices/serialFrames/serialFrames.ts";
import { witMotion } from "../../electron/devices/serialFrames/witMotion.ts";
import { witMotionVibration } from "../../electron/devices/serialFrames/witMotionVibration.ts";
import { serialText } from "../../electron/devices/serialText/serialText.ts";
import type { DevicePreview } from "../../electron/domain/devicePreview.ts";
import { exampleFrameFormat } from "../../electron/domain/frameFormat.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { childRunning } from "../makers/childRunning.ts";
import { exampleFrame, vibrationFrame, witFrame, witTurn } from "../makers/frames.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { serialWriter } from "../makers/serialWriter.ts";
import { socatPair } from "../makers/socatPair.ts";

const long = process.env.AUSCULT_LONG === "1";
const folder = mkdtempSync(join(tmpdir(), "set-up-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A device that sends this as long as `use` runs. */
async function withDevice(
  line: (index: number) => string | Uint8Array,
  use: (port: string) => Promise<void>,
  rate = 100,
): Promise<void> {
  await using pair = await socatPair(folder);
  const stop = new AbortController();
  const writing = serialWriter(pair.device, { rate, stop: stop.signal, line });
  try {
    await use(pair.station);
  } finally {
    stop.abort();
    await writing;
  }
}

/** The first preview that is wanted, within four seconds. */
async function previewOf(
  driver: Driver,
  address: string,
  settings: DeviceSetup["settings"],
  isWanted: (preview: DevicePreview) => boolean,
): Promise<DevicePreview> {
  const stop = AbortSignal.timeout(4000);
  let last: DevicePreview | undefined;
  for await (const preview of driver.preview!(address, settings, stop)) {
    last = preview;
    if (isWanted(preview)) return preview;
  }
  throw new Error(`The last preview was ${JSON.stringify(last)}`);
}

describe.runIf(rigIsThere(["socat"]))("setting up a serial device", () => {
  it("shows a text stream, finds how it is written, how fast it comes, and captures it so", async () => {
    const line = (i: number) => (i % 40 === 0 ? "Zeit [ms];axial [g];radial [g]" : `${i * 10};${i},5;-${i},25`);
    await withDevice(line, async (port) => {
      const seen = await previewOf(serialText, port, {}, ({ sampleRate, channels }) =>
        Boolean(sampleRate && channels[0]?.name === "axial [g]"),
      );
      expect(seen.channels.map(({ name }) => name)).toEqual(["axial [g]", "radial [g]"]);
      // By the sender's own times.
      expect(seen.sampleRate).toBe(100);
      expect(seen.channels.map(({ unit, quantity }) => [unit, quantity])).toEqual([
        ["g", "acceleration"],
        ["g", "acceleration"],
      ]);
      const [first, second] = seen.rows.at(-1)!;
      expect(second).toBe(-first! + 0.25);
      expect(seen.raw.at(-1)).toMatch(/^\d+;\d+,5;-\d+,25$/);
      expect(seen.raw.length).toBeLessThanOrEqual(20);

      const info = await serialText.describe(port, {});
      expect(info.settings).toMatchObject({ separator: ";", decimal: ",", timeColumn: 1 });
      expect(info.channels).toHaveLength(2);
      const setup = { id: "x", driver: "serialText", address: port, name: "X", sampleRate: 100, channelCount: 2 };
      for await (const { channels } of serialText.capture(
        { ...setup, settings: info.settings },
        new AbortController().signal,
      )) {
        expect(channels[1]![0]).toBe(-channels[0]![0]! + 0.25);
        break;
      }
    });
  });

  it("shows bytes while a frame is being described, says what does not fit, and decodes once it does", async () => {
    const frame = (change: object) => ({ frame: JSON.stringify({ ...exampleFrameFormat, ...change }) });
    await withDevice(
      (i) => exampleFrame([2048, -2048, i % 1000]),
      async (port) => {
        const look = (settings: DeviceSetup["settings"]) =>
          previewOf(serialFrames, port, settings, ({ raw, finding }) => raw.length > 3 && finding !== undefined);
        const empty = await look({});
        expect(empty.finding).toBe(
          "The setting frame of a stream of frames is empty. Describe the frame: its sync bytes, its length, its fields.",
        );
        expect(empty.raw.join(" ")).toContain("AA 55 00 08 00 F8");
        expect((await look({ frame: '{"sync":"AA 55","fields":[{"name":"x","at":2}]}' })).finding).toContain(
          "fields[0].type must be one of int8",
        );
        expect((await look(frame({ sync: "AB CD" }))).finding).toContain("no AB CD, with which a frame begins");
        expect((await look(frame({ checksum: { kind: "crc-16", at: 8 } }))).finding).toContain("checksum never fits");
        const fits = await previewOf(serialFrames, port, frame({}), ({ sampleRate }) => sampleRate !== undefined);
        expect(fits.raw.slice(1, -1)).toSatisfy((lines: string[]) =>
          lines.every((each) => /^AA 55 00 08 00 F8/.test(each)),
        );
        expect(fits.rows.at(-1)!.slice(0, 2)).toEqual([1, -1]);
        expect(fits.channels.map(({ unit }) => unit)).toEqual(["g", "g", "g"]);
        expect(fits.finding).toBeUndefined();
      },
    );
  });

  it("refuses a description that fits by accident only, and says so for as long as it is looked at", async () => {
    const line = (i: number) => exampleFrame([(i * 7919) % 4096, (i * 104_729) % 8192, i % 1000]);
    // Of 256 sums one is right.
    const checksum = { kind: "mod-256", at: 8, from: 0, to: 8 };
    const frame = JSON.stringify({ ...exampleFrameFormat, checksum });
    await withDevice(
      line,
      async (port) => {
        const seen = await previewOf(serialFrames, port, { frame }, ({ samples, finding }) => samples > 0 && !!finding);
        const told =
          /^Of (\d+) frames that seemed to begin with AA 55 at .+, (\d+) are damaged: their checksum does not fit/;
        const [, all, damaged] = told.exec(seen.finding!)!;
        expect(Number(damaged)).toBe(Number(all) - seen.samples);
        await expect(serialFrames.describe(port, { frame })).rejects.toMatchObject({
          code: "BAD_INPUT",
          message: expect.stringMatching(told),
        });
      },
      2000,
    );
  });

  const ways: [Driver, (i: number) => string | Uint8Array, DeviceSetup["settings"], number][] = [
    [serialText, (i) => `${i};${-i}`, {}, 1000],
    [serialFrames, (i) => exampleFrame([i % 4096, 1, 2]), { frame: JSON.stringify(exampleFrameFormat) }, 500],
  ];
  it.each(ways)(
    "proposes the true rate although much had piled up before ($kind)",
    async (driver, line, settings, rate) => {
      await withDevice(
        line,
        async (port) => {
          // The device sends all along; what the port does not keep comes in one go once somebody reads.
          await sleep(1500);
          expect((await driver.describe(port, settings)).defaultSampleRate).toBe(rate);
        },
        rate,
      );
    },
  );

  const devices: [string, Driver, (i: number) => string | Uint8Array, number, object][] = [
    ["an Arduino", serialText, (i) => `${i},${-i}`, 100, { baudRate: 115_200 }],
    ["a HWT905", witMotion, witTurn, 100, { baudRate: 9600, contents: "acceleration, angular rate, angle" }],
    [
      "a WTVB01-BT50",
      witMotionVibration,
      (i) => vibrationFrame([i, 2, 3, 0, 0, 0, 2500], 40),
      10,
      { baudRate: 115_200 },
    ],
    ["a sensor of angles alone", witMotion, (i) => witFrame(0x53, [i, 2, 3, 4]), 50, { contents: "angle" }],
  ];
  it.each(long ? devices : devices.slice(0, 3))(
    "recognises %s as what it is",
    async (_name, right, line, rate, settings) => {
      await withDevice(
        line,
        async (port) => {
          const found = await right.recognise!(port, new AbortController().signal);
          expect(found).toMatchObject({ driver: right.kind, address: port, settings });
          expect(Math.abs(found!.defaultSampleRate / rate - 1)).toBeLessThan(0.02);
          // The port is free again.
          const info = await right.describe(port, { sampleRate: rate });
          expect(info.channels.length).toBeGreaterThan(0);
        },
        rate,
      );
    },
  );

  const kinds = [serialText, witMotion, witMotionVibration];
  const strangers = devices.flatMap(([name, right, line]) =>
    kinds.filter((kind) => kind !== right).map((kind) => [name, kind, line] as const),
  );
  it.each(long ? strangers : strangers.slice(1, 2))(
    "does not take %s for another kind",
    async (_name, driver, line) => {
      await withDevice(line, async (port) => {
        const begun = performance.now();
        expect(await driver.recognise!(port, new AbortController().signal), driver.kind).toBeUndefined();
        expect(performance.now() - begun).toBeLessThan(6000);
      });
    },
  );

  it("says of a port that is not there why it shows nothing", async () => {
    const missing = join(folder, "ttyUSB9");
    await expect(previewOf(serialText, missing, {}, () => true)).rejects.toMatchObject({ code: "DEVICE_MISSING" });
    await expect(serialText.recognise!(missing, new AbortController().signal)).rejects.toMatchObject({
      code: "DEVICE_MISSING",
    });
  });

  it("recognises nothing at a silent port, and leaves off when nobody wants to know", async () => {
    await using pair = await socatPair(folder);
    for (const driver of long ? kinds : kinds.slice(0, 1)) {
      const begun = performance.now();
      expect(await driver.recognise!(pair.station, new AbortController().signal), driver.kind).toBeUndefined();
      expect(performance.now() - begun, driver.kind).toBeLessThan(6000);
    }
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    const begun = performance.now();
    expect(await serialText.recognise!(pair.station, stop.signal)).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(1200);
    expect(() => childRunning("serialProcess")).toThrow("No child runs");
  });
});
