import { hostApis } from "../../../native/portAudioCodes.ts";
import { accelerometerOfName } from "../../domain/accelerometerName.ts";
import type { Hertz } from "../../domain/units.ts";
import type { AudioPath } from "./audioPaths.ts";
import type { AudioDevice } from "./audioTask.ts";

/** A way that can be gone just now, or could be if nobody else was on it. */
export interface OfferedPath {
  readonly path: AudioPath;
  /** Ascending; empty when somebody else has the device. */
  readonly sampleRates: readonly Hertz[];
  /** It offers whatever it is asked for, even what no converter chip does: somebody converts behind it. */
  readonly converts: boolean;
}

/**
 * Each physical device once, by its best way; first those that are reached directly. A way is left out only when as many devices
 * of that name are offered by a better one: rather a device twice than one of two missing.
 * @param names of all inputs, also of those that no way leads to: one of them may be whole where another was cut short
 */
export function chooseDevices(offers: readonly OfferedPath[], names: readonly string[]): AudioDevice[] {
  const groups = groupsOf(offers);
  const chosen = groups.flatMap((group) => {
    // What is open now before what another program holds.
    const open = group.filter(({ sampleRates }) => sampleRates.length > 0);
    const ways = Map.groupBy(open.length > 0 ? open : group, ({ path }) => `${path.rank} ${path.via}`);
    const ordered = [...ways.values()].toSorted(([a], [b]) => a!.path.rank - b!.path.rank);
    let most = 0;
    const kept = ordered.filter((way) => {
      const isKept = way.length > most;
      most = Math.max(most, way.length);
      return isKept;
    });
    const isOne = most === 1;
    return kept.flat().map((offer) => ({ offer, name: isOne ? bestName(offer.path, names) : offer.path.input.name }));
  });
  return chosen
    .toSorted((a, b) => rankOf(a.offer) - rankOf(b.offer) || a.offer.path.input.index - b.offer.path.input.index)
    .map(({ offer, name }) => deviceOf(offer, name));
}

const rankOf = ({ path, converts }: OfferedPath) => path.rank + (converts ? 0.5 : 0);

function deviceOf({ path, sampleRates, converts }: OfferedPath, name: string): AudioDevice {
  const { address, via, input } = path;
  const native = input.defaultSampleRate;
  return {
    address,
    name,
    via,
    channelCount: input.maxChannels,
    sampleRates,
    defaultSampleRate: sampleRates.includes(native) ? native : (sampleRates.at(-1) ?? native),
    cautions: [...new Set([...path.cautions, ...(converts ? (["rates converted"] as const) : [])])],
  };
}

/** MME keeps 31 characters of a name. */
const mmeLength = 31;

/** By device: those of one name, as far as host APIs agree on it. */
function groupsOf(offers: readonly OfferedPath[]): OfferedPath[][] {
  const groups = new Map<string, OfferedPath[]>();
  for (const offer of offers.toSorted((a, b) => Number(isCutShort(a.path)) - Number(isCutShort(b.path)))) {
    const key = keyOf(offer.path.input.name);
    const known = isCutShort(offer.path) ? [...groups.keys()].find((other) => other.startsWith(key)) : undefined;
    groups.set(known ?? key, [...(groups.get(known ?? key) ?? []), offer]);
  }
  return [...groups.values()];
}

function isCutShort({ input }: AudioPath): boolean {
  return input.hostApiType === hostApis.mme && input.name.length >= mmeLength;
}

/** Windows numbers devices of the same make, "Microphone (3- USB Audio)", in some host APIs and not in others. */
function keyOf(name: string): string {
  const plain = name.toLowerCase().replace(/\s+/g, " ").trim();
  return plain.replace(/\((\d+)- ?/, "(");
}

/** Of all names that the system has for a device the one that tells its calibration, else its own, whole. */
function bestName(path: AudioPath, names: readonly string[]): string {
  const own = path.input.name;
  const key = keyOf(own);
  const alike = names.filter((name) => (isCutShort(path) ? keyOf(name).startsWith(key) : keyOf(name) === key));
  return [own, ...alike].find(isCalibrated) ?? alike.filter((name) => name.startsWith(own)).reduce(longer, own);
}

const longer = (one: string, other: string) => (other.length > one.length ? other : one);

function isCalibrated(name: string): boolean {
  try {
    return accelerometerOfName(name) !== null;
  } catch {
    return false;
  }
}
