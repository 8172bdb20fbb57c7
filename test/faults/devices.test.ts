import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import type { CaptureReport } from "../../electron/devices/captureReport.ts";
import { keepCapturing } from "../../electron/devices/keepCapturing.ts";
import { serialText } from "../../electron/devices/serialText/serialText.ts";
import { usbAudio } from "../../electron/devices/usbAudio/usbAudio.ts";
import type { Fault } from "../../electron/domain/fault.ts";
import type { DeviceSetup } from "../../electron/domain/plant.ts";
import { childRunning } from "../makers/childRunning.ts";
import { pulseAudioRig } from "../makers/pulseAudio.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { serialWriter } from "../makers/serialWriter.ts";
import { socatPair } from "../makers/socatPair.ts";

const folder = mkdtempSync(join(tmpdir(), "faults-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const setupFor = (driver: string, address: string, more: Partial<DeviceSetup> = {}): DeviceSetup => ({
  id: "sensor",
  driver,
  address,
  name: "Pump sensor",
  sampleRate: 1000,
  channelCount: 1,
  settings: {},
  ...more,
});

/** What the user is told when nothing but this happens. */
async function faultOf(driver: typeof serialText, setup: DeviceSetup): Promise<Fault> {
  try {
    for await (const _ of driver.capture(setup, new AbortController().signal));
  } catch (fault) {
    return fault as Fault;
  }
  return expect.fail("no fault");
}

const told = ({ code, message }: Fault) => ({ code, message });

/** A program that captures, and says so. */
function captureProgram(setup: DeviceSetup): string {
  const module = new URL("../../electron/devices/serialText/serialText.ts", import.meta.url);
  return `
    const { serialText } = await import(${JSON.stringify(module.href)});
    const stop = new AbortController().signal;
    for await (const block of serialText.capture(${JSON.stringify(setup)}, stop)) console.log(block.sequence);`;
}

describe("a serial port", () => {
  it("that is not there", async () => {
    expect(told(await faultOf(serialText, setupFor("serialText", "/dev/ttyUSB97")))).toEqual({
      code: "DEVICE_MISSING",
      message: "There is no serial port /dev/ttyUSB97. Plug the device in, or choose another port.",
    });
  });

  it.each([
    [
      { baudRate: -1 },
      "The setting baudRate of a serial text stream must be a whole number of baud from 50 to 20000000, not -1.",
    ],
    [
      { separator: "|" },
      'The setting separator of a serial text stream must be "auto", ",", ";", "tab", "space", not "|".',
    ],
  ])("with the wrong setting %j", async (settings, message) => {
    expect(told(await faultOf(serialText, setupFor("serialText", "/dev/ttyUSB97", { settings })))).toEqual({
      code: "BAD_INPUT",
      message,
    });
  });

  describe.runIf(rigIsThere(["socat"]))("on a pseudo-terminal", () => {
    it("that another program uses", async () => {
      await using pair = await socatPair(folder);
      const stop = new AbortController();
      const writing = serialWriter(pair.device, { rate: 1000, stop: stop.signal, line: (i) => `${i}` });
      const setup = setupFor("serialText", pair.station);
      for await (const _ of serialText.capture(setup, stop.signal)) {
        expect(told(await faultOf(serialText, setup))).toEqual({
          code: "PORT_BUSY",
          message: `The serial port ${pair.station} is in use. Close the program that uses it.`,
        });
        stop.abort();
      }
      await writing;
    });

    it("that is silent", async () => {
      await using pair = await socatPair(folder);
      const fault = await faultOf(serialText, setupFor("serialText", pair.station));
      expect(told(fault)).toEqual({
        code: "DEVICE_STALLED",
        message: `Pump sensor (${pair.station}) has sent nothing for 2.5 s. Check that it is switched on and sending.`,
      });
      await expect(serialText.describe(pair.station, {})).rejects.toMatchObject({
        code: "DEVICE_STALLED",
        message: `${pair.station} has sent nothing for 2.5 s. Check that the device is switched on and sending.`,
      });
    });

    it("that sends lines of another kind", async () => {
      await using pair = await socatPair(folder);
      const stop = new AbortController();
      const writing = serialWriter(pair.device, { rate: 100, stop: stop.signal, line: () => "1.5;2.5;3.5" });
      const fault = await faultOf(serialText, setupFor("serialText", pair.station, { channelCount: 2 }));
      stop.abort();
      await writing;
      expect(told(fault)).toEqual({
        code: "DEVICE_STALLED",
        message: `Pump sensor (${pair.station}) sends no lines of 2 numbers; the last one was "1.5;2.5;3.5". Check baud rate, separator and number of channels.`,
      });
    });

    it("whose header names its channels is described by them", async () => {
      await using pair = await socatPair(folder);
      const stop = new AbortController();
      const line = (i: number) => (i % 10 === 0 ? "axial [g], radial [g]" : `${i}, ${i}`);
      const writing = serialWriter(pair.device, { rate: 200, stop: stop.signal, line });
      const info = await serialText.describe(pair.station, { sampleRate: 200 });
      stop.abort();
      await writing;
      expect(info.channels.map((channel) => channel.name)).toEqual(["axial [g]", "radial [g]"]);
    });

    it("of a station that was killed is free again", async () => {
      await using pair = await socatPair(folder);
      const stop = new AbortController();
      const writing = serialWriter(pair.device, { rate: 1000, stop: stop.signal, line: (i) => `${i}` });
      const setup = setupFor("serialText", pair.station);
      const station = spawn(process.execPath, ["--input-type=module", "-e", captureProgram(setup)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(station.stdout, "data");
      const pid = childRunning("serialProcess", station.pid);
      station.kill("SIGKILL");
      await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 3000 }).toBe(false);
      for await (const _ of serialText.capture(setup, stop.signal)) stop.abort();
      await writing;
    });

    it("whose process breaks down is taken up again", async () => {
      await using pair = await socatPair(folder);
      const stop = new AbortController();
      const writing = serialWriter(pair.device, { rate: 1000, stop: stop.signal, line: (i) => `${i}` });
      const reports: CaptureReport[] = [];
      const report = (each: CaptureReport) => reports.push(each);
      let blocks = 0;
      const setup = setupFor("serialText", pair.station);
      for await (const block of keepCapturing(serialText, setup, { stop: stop.signal, report, retryAfter: () => 50 })) {
        if (++blocks === 3) process.kill(childRunning("serialProcess"), "SIGSEGV");
        if (block.lostBefore > 0) stop.abort();
      }
      await writing;
      expect(reports[2]).toMatchObject({
        condition: "waiting",
        fault: {
          code: "WORKER_LOST",
          message: "The process that talks to the device broke down (SIGSEGV). It is started again.",
        },
      });
      expect(reports.at(-1)).toMatchObject({ kind: "gap", reason: "WORKER_LOST" });
    });
  });
});

describe("sound", () => {
  it("without its library: nothing is found, and the doctor says why", async () => {
    vi.stubEnv("AUSCULT_PORTAUDIO", "/nowhere/libportaudio.so");
    expect(await usbAudio.find()).toEqual([]);
    const message = "PortAudio was not found (/nowhere/libportaudio.so). Correct AUSCULT_PORTAUDIO.";
    expect(await usbAudio.doctor()).toEqual({ driver: "usbAudio", ready: false, finding: message });
    expect(told(await faultOf(usbAudio, setupFor("usbAudio", "ALSA/daq")))).toEqual({
      code: "LIBRARY_MISSING",
      message,
    });
  });

  describe.runIf(rigIsThere(["pulseaudio", "pactl", "aplay"]))("from a virtual device", () => {
    it("at a rate, with channels, or from a device that is not offered", async () => {
      await using rig = await pulseAudioRig(folder, [{ name: "daq", channelCount: 2, sampleRate: 48_000 }]);
      for (const [name, value] of Object.entries(rig.environment)) vi.stubEnv(name, value);
      const offered = [
        8000, 11025, 11050, 16000, 22050, 22100, 25600, 32000, 44100, 48000, 51200, 64000, 88200, 96000, 102400, 192000,
      ];
      const rate = await faultOf(usbAudio, setupFor("usbAudio", "ALSA/daq", { sampleRate: 600_000 }));
      expect(told(rate)).toEqual({
        code: "RATE_NOT_OFFERED",
        message: `ALSA/daq does not offer 600000 Hz, only ${offered.join(", ")} Hz. Choose one of these.`,
      });
      expect(rate.details).toMatchObject({ asked: 600_000, offered });
      expect(told(await faultOf(usbAudio, setupFor("usbAudio", "ALSA/daq", { channelCount: 99 })))).toEqual({
        code: "BAD_INPUT",
        message: "ALSA/daq has 32 channels, not 99. Set it up with 32.",
      });
      expect(told(await faultOf(usbAudio, setupFor("usbAudio", "ALSA/gone")))).toEqual({
        code: "DEVICE_MISSING",
        message: "There is no sound device ALSA/gone. Plug it in, and close other programs that record from it.",
      });
    });
  });
});
