import { describe, expect, it } from "vitest";
import { hostApis } from "../../../native/portAudioCodes.ts";
import { type AudioInput, audioPaths, pathAt } from "./audioPaths.ts";
import { chooseDevices, type OfferedPath } from "./chooseDevices.ts";

const names: Readonly<Record<number, string>> = {
  [hostApis.mme]: "MME",
  [hostApis.directSound]: "Windows DirectSound",
  [hostApis.wasapi]: "Windows WASAPI",
  [hostApis.wdmKs]: "Windows WDM-KS",
  [hostApis.coreAudio]: "Core Audio",
  [hostApis.alsa]: "ALSA",
  12: "JACK Audio Connection Kit",
};

function inputs(table: readonly (readonly [hostApiType: number, name: string, channels?: number])[]): AudioInput[] {
  return table.map(([hostApiType, name, maxChannels = 2], index) => {
    return { index, name, hostApi: names[hostApiType]!, hostApiType, maxChannels, defaultSampleRate: 48_000 };
  });
}

/** Every way is open at 44.1 and 48 kHz, but for those said otherwise: undefined is no way at all, [] is taken by somebody. */
function offered(
  table: readonly AudioInput[],
  rates: (via: string, name: string) => readonly number[] | undefined = () => [44_100, 48_000],
): OfferedPath[] {
  return audioPaths(table).flatMap((path) => {
    const sampleRates = rates(path.via, path.input.name);
    return sampleRates ? [{ path, sampleRates, converts: path.via.startsWith("ALSA") && path.rank > 0 }] : [];
  });
}

/** The names of all tables: each test has devices of its own. */
const chosen = (offers: readonly OfferedPath[]) =>
  chooseDevices(
    offers,
    [...windows, ...offers.map(({ path }) => path.input)].map(({ name }) => name),
  );
const told = (offers: readonly OfferedPath[]) =>
  chosen(offers).map(({ via, name, cautions }) => [via, name, ...cautions]);

const microphone = "Microphone (3- UMIK-1  Gain: 18dB)";
const accelerometer = "Microphone (333D01 10123456500032500210531)";
const windows = inputs([
  [hostApis.mme, "Microsoft Sound Mapper - Input"],
  [hostApis.mme, microphone.slice(0, 31)],
  [hostApis.mme, accelerometer.slice(0, 31)],
  [hostApis.directSound, "Primary Sound Capture Driver"],
  [hostApis.directSound, microphone],
  [hostApis.directSound, accelerometer],
  [hostApis.wasapi, microphone],
  [hostApis.wasapi, accelerometer],
  [hostApis.wdmKs, "Microphone (UMIK-1 Gain: 18dB)"],
  [hostApis.wdmKs, accelerometer],
]);

describe("on Windows a device", () => {
  it("is offered once, for this program alone; what only the system's mixer names comes last", () => {
    expect(told(offered(windows))).toEqual([
      ["Windows WASAPI exclusive", microphone],
      ["Windows WASAPI exclusive", accelerometer],
      ["MME", "Microsoft Sound Mapper - Input", "shared path", "rates converted"],
      ["Windows DirectSound", "Primary Sound Capture Driver", "shared path", "rates converted"],
    ]);
  });

  it("is reached through kernel streaming, with the name that tells its calibration, where exclusive use is forbidden", () => {
    const found = told(offered(windows, (via) => (via === "Windows WASAPI exclusive" ? undefined : [48_000])));
    expect(found.slice(0, 2)).toEqual([
      ["Windows WDM-KS", "Microphone (UMIK-1 Gain: 18dB)"],
      ["Windows WDM-KS", accelerometer],
    ]);
  });

  it("is offered shared where nothing else is open, and says so", () => {
    const isOpen = (via: string) => (/exclusive|WDM/.test(via) ? undefined : [48_000]);
    expect(told(offered(windows, isOpen)).slice(0, 2)).toEqual([
      ["Windows WASAPI shared", microphone, "shared path"],
      ["Windows WASAPI shared", accelerometer, "shared path"],
    ]);
  });

  it("keeps its whole name and its calibration even where the only way cut it short", () => {
    const found = told(offered(windows, (via) => (via === "MME" ? [44_100] : undefined)));
    expect(found).toEqual([
      ["MME", "Microsoft Sound Mapper - Input", "shared path", "rates converted"],
      ["MME", microphone, "shared path", "rates converted"],
      ["MME", accelerometer, "shared path", "rates converted"],
    ]);
  });

  it("that another program holds is still listed, by the best way to it", () => {
    const all = chosen(offered(windows, (_, name) => (name.includes("UMIK") ? [] : [48_000])));
    const held = all.filter(({ name }) => name.includes("UMIK"));
    expect(held).toMatchObject([{ via: "Windows WASAPI exclusive", sampleRates: [], defaultSampleRate: 48_000 }]);
  });

  it("of which there are two is offered twice, also when the better way is open to only one of them", () => {
    const two = inputs([
      [hostApis.directSound, "Microphone (USB Audio Device)"],
      [hostApis.directSound, "Microphone (2- USB Audio Device)"],
      [hostApis.wasapi, "Microphone (USB Audio Device)"],
      [hostApis.wasapi, "Microphone (2- USB Audio Device)"],
    ]);
    expect(chosen(offered(two)).map(({ address }) => address)).toEqual([
      "Windows WASAPI exclusive/Microphone (USB Audio Device)",
      "Windows WASAPI exclusive/Microphone (2- USB Audio Device)",
    ]);
    const onlySecond = (via: string, name: string) =>
      via === "Windows WASAPI exclusive" && !name.includes("2-") ? undefined : [48_000];
    const found = chosen(offered(two, onlySecond)).map(({ via, name }) => `${via}: ${name}`);
    expect(found).toContain("Windows WASAPI shared: Microphone (USB Audio Device)");
    expect(found[0]).toBe("Windows WASAPI exclusive: Microphone (2- USB Audio Device)");
  });
});

describe("on macOS a device", () => {
  const mac = inputs([
    [hostApis.coreAudio, "MacBook Pro Microphone", 1],
    [hostApis.coreAudio, "633A01 10123456500032500210531"],
  ]);

  it("is offered at its own rates", () => {
    expect(told(offered(mac))).toEqual(mac.map(({ name }) => ["Core Audio", name]));
  });

  it("is offered converted where it refuses that, and says so", () => {
    const refused = (via: string, name: string) =>
      via === "Core Audio" && name.startsWith("633A") ? undefined : [48_000];
    expect(told(offered(mac, refused))).toEqual([
      ["Core Audio", "MacBook Pro Microphone"],
      ["Core Audio converted", mac[1]!.name, "rates converted"],
    ]);
  });
});

describe("on Linux a device", () => {
  const linux = inputs([
    [hostApis.alsa, "HDA Intel PCH: ALC257 Analog (hw:0,0)"],
    [hostApis.alsa, "UMIK-1  Gain: 18dB: USB Audio (hw:1,0)"],
    [hostApis.alsa, "UMIK-1  Gain: 18dB: USB Audio (hw:2,0)"],
    [hostApis.alsa, "sysdefault", 128],
    [hostApis.alsa, "pulse", 32],
    [hostApis.alsa, "default", 32],
    [12, "system"],
  ]);

  it("is the hardware itself; plug-ins and sound servers come after, with what they do", () => {
    const found = told(offered(linux));
    expect(found.slice(0, 3)).toEqual(linux.slice(0, 3).map(({ name }) => ["ALSA", name]));
    expect(found.slice(3)).toEqual([
      ["JACK Audio Connection Kit", "system", "shared path"],
      ["ALSA", "sysdefault", "shared path", "rates converted"],
      ["ALSA", "pulse", "shared path", "rates converted"],
      ["ALSA", "default", "shared path", "rates converted"],
    ]);
  });

  it("has an address that outlives another number of its card", () => {
    const addresses = audioPaths(linux).map(({ address }) => address);
    expect(addresses.slice(0, 3)).toEqual([
      "ALSA/HDA Intel PCH: ALC257 Analog (hw,0)",
      "ALSA/UMIK-1  Gain: 18dB: USB Audio (hw,0)",
      "ALSA/UMIK-1  Gain: 18dB: USB Audio (hw,0) #2",
    ]);
    const replugged = inputs([[hostApis.alsa, "UMIK-1  Gain: 18dB: USB Audio (hw:5,0)"]]);
    expect(pathAt(audioPaths(replugged), addresses[1]!)?.input.index).toBe(0);
    expect(pathAt(audioPaths(replugged), addresses[2]!)).toBeUndefined();
    // As it was stored by earlier versions.
    expect(pathAt(audioPaths(linux), "ALSA/UMIK-1  Gain: 18dB: USB Audio (hw:2,0)")?.input.index).toBe(2);
    expect(pathAt(audioPaths(linux), "ALSA/gone")).toBeUndefined();
  });
});

it("every way has an address of its own, on every system", () => {
  const paths = audioPaths([...windows, ...windows]);
  expect(new Set(paths.map(({ address }) => address)).size).toBe(paths.length);
});
