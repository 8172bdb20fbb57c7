import { describe, expect, it } from "vitest";
import type { PortAudio, StreamParameters } from "../../../native/portAudio.ts";
import { hostApis, paCodes } from "../../../native/portAudioCodes.ts";
import { listPaths, offerAt, offerOf } from "./listInputs.ts";
import { startInput } from "./openInput.ts";

/** A PortAudio of another system: one device by one host API, and what it says of a way to open it. */
function portAudio(hostApi: keyof typeof hostApis, judge: (input: StreamParameters, rate: number) => number) {
  const asked: StreamParameters[] = [];
  const audio: Partial<PortAudio> = {
    version: () => "PortAudio V19.7.0-devel, revision unknown",
    deviceCount: () => 1,
    device: () => ({ name: "Interface", hostApi: 0, maxInputChannels: 4, defaultSampleRate: 48_000 }),
    hostApi: () => ({ name: "Interface API", type: hostApis[hostApi] }),
    isFormatSupported(input, rate) {
      asked.push(input);
      return judge(input, rate);
    },
    sampleRate: () => 48_000,
    close: () => 0,
    start: () => 0,
    errorText: (code) => `error ${code}`,
  };
  return { audio: audio as PortAudio, asked };
}

const infoOf = ({ hostApiSpecificStreamInfo: bytes }: StreamParameters) =>
  bytes === null ? null : { size: new DataView(bytes.buffer).getUint32(0, true) };
const offered = [44_100, 48_000];
const ofDevice = (rate: number) => (offered.includes(rate) ? 0 : paCodes.invalidSampleRate);

describe("on Windows", () => {
  it.each([72, 56, 48, 40])("exclusive use is asked for in the structure of the library at hand (%d bytes)", (size) => {
    const { audio } = portAudio("wasapi", (input, rate) => {
      const info = infoOf(input);
      return info !== null && info.size !== size ? paCodes.incompatibleStreamInfo : ofDevice(rate);
    });
    const [exclusive, shared] = listPaths(audio);
    expect(exclusive!.manner).toBe("exclusive");
    expect(offerOf(audio, exclusive!, false)).toMatchObject({ sampleRates: offered, converts: false });
    const opened: unknown[] = [];
    const open = (input: StreamParameters) => {
      opened.push(infoOf(input)?.size);
      return { code: 0, stream: "stream" };
    };
    const wish = { address: exclusive!.address, channelCount: 4, sampleRate: 48_000 };
    expect(startInput(audio, exclusive!, wish, open)).toBe("stream");
    startInput(audio, shared!, { ...wish, address: shared!.address }, open);
    expect(opened).toEqual([size, undefined]);
  });

  it("a library of none of them does not open shared what was to be exclusive", () => {
    const { audio } = portAudio("wasapi", (input, rate) =>
      infoOf(input) === null ? ofDevice(rate) : paCodes.incompatibleStreamInfo,
    );
    const [exclusive, shared] = listPaths(audio);
    expect(offerOf(audio, exclusive!, false)).toBeUndefined();
    expect(offerOf(audio, shared!, false)?.sampleRates).toEqual(offered);
    const wish = { address: exclusive!.address, channelCount: 1, sampleRate: 48_000 };
    expect(() => startInput(audio, exclusive!, wish, () => expect.fail("opened"))).toThrow(
      expect.objectContaining({ code: "LIBRARY_MISSING", message: expect.stringContaining("Install version 19.7") }),
    );
  });

  it("a device that somebody forbade to have alone is described shared", () => {
    const { audio } = portAudio("wasapi", (input, rate) =>
      infoOf(input) === null ? ofDevice(rate) : paCodes.invalidSampleRate,
    );
    expect(offerAt(audio, "Interface API exclusive/Interface")?.path).toMatchObject({
      address: "Interface API shared/Interface",
      cautions: ["shared path"],
    });
  });

  it("a device that another program has is told to be in use", () => {
    const { audio } = portAudio("wdmKs", () => paCodes.deviceUnavailable);
    const [path] = listPaths(audio);
    expect(offerOf(audio, path!, false)).toMatchObject({ sampleRates: [] });
    const wish = { address: path!.address, channelCount: 1, sampleRate: 48_000 };
    const fault = expect.objectContaining({ code: "PORT_BUSY", message: expect.stringContaining(path!.address) });
    expect(() => startInput(audio, path!, wish, () => expect.fail("opened"))).toThrow(fault);
  });
});

describe("on macOS", () => {
  it("a search does not touch a device, which could be asked for its rates only by setting them", () => {
    const { audio, asked } = portAudio("coreAudio", (_, rate) => ofDevice(rate));
    const [exact] = listPaths(audio);
    expect(offerOf(audio, exact!, false)?.sampleRates).toEqual([48_000]);
    expect(asked).toEqual([]);
    expect(offerAt(audio, exact!.address)?.sampleRates).toEqual(offered);
    expect(asked.every((input) => infoOf(input)?.size === 48)).toBe(true);
  });

  it("a device that does not take its rates is described as converted", () => {
    const { audio } = portAudio("coreAudio", (input) => (infoOf(input) === null ? 0 : paCodes.invalidSampleRate));
    expect(offerAt(audio, "Interface API/Interface")).toMatchObject({
      path: { address: "Interface API converted/Interface", cautions: ["rates converted"] },
      converts: true,
    });
  });
});

it("a device that runs at another rate than it was asked for is refused, with the rate it runs at", () => {
  const { audio } = portAudio("alsa", () => 0);
  const [path] = listPaths(audio);
  const wish = { address: path!.address, channelCount: 1, sampleRate: 48_100 };
  const fault = {
    code: "RATE_NOT_OFFERED",
    message: "Interface API/Interface runs at 48000 Hz when it is asked for 48100 Hz. Set it up with 48000 Hz.",
    details: expect.objectContaining({ asked: 48_100, offered: [48_000] }),
  };
  const open = () => ({ code: 0, stream: "stream" });
  expect(() => startInput(audio, path!, wish, open)).toThrow(expect.objectContaining(fault));
  expect(startInput(audio, path!, { ...wish, sampleRate: 48_001 }, open)).toBe("stream");
});
