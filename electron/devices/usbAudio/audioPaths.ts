import { hostApis } from "../../../native/portAudioCodes.ts";
import type { DeviceCaution } from "../../domain/deviceCaution.ts";
import type { Hertz } from "../../domain/units.ts";

/** An input as PortAudio lists it: a device stands in the list once for each host API of the system. */
export interface AudioInput {
  readonly index: number;
  readonly name: string;
  /** Its name, and its PaHostApiTypeId. */
  readonly hostApi: string;
  readonly hostApiType: number;
  readonly maxChannels: number;
  readonly defaultSampleRate: Hertz;
}

/** How an input is opened: as the host API does it, for this program alone, or at the rates of the device or not at all. */
export type Manner = "plain" | "exclusive" | "exact rates";

/** One way to the samples of a device. */
export interface AudioPath {
  readonly input: AudioInput;
  /** Survives a restart and a replug, unlike the index and the number of an ALSA card; the second of the same ends in " #2". */
  readonly address: string;
  /** Host API and manner, as the user reads it. */
  readonly via: string;
  readonly manner: Manner;
  /** Samples are fetched, or brought by a call from the library where it does not let them be fetched. */
  readonly delivery: "fetched" | "brought";
  /** 0 is nearest to the converter. */
  readonly rank: number;
  readonly cautions: readonly DeviceCaution[];
}

type PathKind = Omit<AudioPath, "input" | "address" | "via">;

const direct: PathKind = { manner: "plain", delivery: "fetched", rank: 0, cautions: [] };
const exclusive: PathKind = { ...direct, manner: "exclusive" };
const exactRates: PathKind = { ...direct, manner: "exact rates" };
/** PortAudio cannot be asked for samples through WDM-KS, only be called back. So exclusive WASAPI, which can, comes first. */
const kernelStreaming: PathKind = { ...direct, delivery: "brought", rank: 1 };
const shared: PathKind = { ...direct, rank: 2, cautions: ["shared path"] };
const convertedByMac: PathKind = { ...direct, rank: 2, cautions: ["rates converted"] };
const convertedByWindows: PathKind = { ...direct, rank: 3, cautions: ["shared path", "rates converted"] };

/** The ways there are by each host API; whatever is not known is taken for a sound server. */
function kindsOf({ hostApiType, name }: AudioInput): readonly PathKind[] {
  switch (hostApiType) {
    case hostApis.asio:
      return [direct];
    case hostApis.wasapi:
      return [exclusive, shared];
    case hostApis.wdmKs:
      return [kernelStreaming];
    case hostApis.mme:
    case hostApis.directSound:
      return [convertedByWindows];
    case hostApis.coreAudio:
      return [exactRates, convertedByMac];
    case hostApis.alsa:
      return [alsaDevice.test(name) ? direct : shared];
    default:
      return [shared];
  }
}

/** The hardware itself; every other name of ALSA is a plug-in or a sound server. */
const alsaDevice = /\(hw:\d+,(\d+)\)/;

/** Every way to every input, in the order of the list. */
export function audioPaths(inputs: readonly AudioInput[]): AudioPath[] {
  const seen = new Map<string, number>();
  return inputs.flatMap((input) =>
    kindsOf(input).map((kind): AudioPath => {
      const via = [input.hostApi, ...mannerWords(kind, input)].join(" ");
      const base = `${via}/${input.name.replace(alsaDevice, "(hw,$1)")}`;
      const nth = (seen.get(base) ?? 0) + 1;
      seen.set(base, nth);
      return { ...kind, input, via, address: nth === 1 ? base : `${base} #${nth}` };
    }),
  );
}

function mannerWords({ manner, cautions }: PathKind, { hostApiType }: AudioInput): string[] {
  if (hostApiType === hostApis.wasapi) return [manner === "exclusive" ? "exclusive" : "shared"];
  return hostApiType === hostApis.coreAudio && cautions.length > 0 ? ["converted"] : [];
}

/** @param address also one with the number of the card, as it was stored once */
export function pathAt(paths: readonly AudioPath[], address: string): AudioPath | undefined {
  const isListedAs = ({ input }: AudioPath) => `${input.hostApi}/${input.name}` === address;
  return paths.find((path) => path.address === address) ?? paths.find(isListedAs);
}
