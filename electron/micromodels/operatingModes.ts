import type { DisplaySpectrum } from "../domain/alert.ts";
import { Fault } from "../domain/fault.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { PointId } from "../domain/plant.ts";
import type { Decibels } from "../domain/units.ts";
import type { TrainingSet } from "./kind.ts";
import { groupModes, isMode, levelOf, mostModes, type OperatingMode } from "./operatingMode.ts";
import {
  fateOfLines,
  isComparable,
  isSpectrumMemory,
  type LineFate,
  rememberSpectra,
  type SpectrumMemory,
  shareAbove,
  shareBelow,
} from "./spectrumMemory.ts";
import { tagFactor } from "./tagFactor.ts";
import { areLevels, type LearnedLevel, learnLevels, quietnessOf } from "./valueModes.ts";

/** The ways of running that a component has learned. Plain JSON, a part of the artifact's header. */
export interface OperatingModes {
  readonly modes: readonly OperatingMode[];
  /** What each point sounded like, all modes together; a point without spectra is missing. */
  readonly points: Readonly<Record<PointId, SpectrumMemory>>;
  /** Of a component that has values and nothing else, those that say how strongly it runs. */
  readonly levels?: readonly LearnedLevel[] | undefined;
}

/** What is known of a window besides its features. */
export interface Heard {
  readonly spectra: readonly { readonly pointId: PointId; readonly spectrum: DisplaySpectrum }[];
  readonly tag?: OperatingTag | undefined;
  /** Shape [features]: asked where levels of values were learned. */
  readonly values?: Float32Array | undefined;
}

export interface Recognition {
  readonly state: "off" | "known" | "new";
  /** The learned mode that it is, or the nearest one. */
  readonly mode?: string | undefined;
  /** How much wider the threshold is in a mode that was not learned: ≥ 1; Infinity: never judge. */
  readonly factor: number;
}

/** A point that is this much quieter than it ever was while it learned hears no machine. */
const offDrop: Decibels = 22;
/** A point that hears the rest of the hall goes less quiet: this much, and every line of its machine is gone. */
const hallDrop: Decibels = 3;
const everyLine = 0.95;
/** This much quieter at every point in all, or by `quietDrop` in nearly all bands, it runs otherwise: faults do not hush a machine. */
const idleDrop: Decibels = 10;
const quietDrop: Decibels = 6;
/**
 * This much louder in nearly all bands, and by `louder` in all, too: the worst faults, at the very end of a bearing, raise nine bands of
 * ten by 6 dB.
 */
const loudRise: Decibels = 15;
const louder: Decibels = 9;
const nearlyAll = 0.9;
/** Fewer lines prove nothing. */
const leastLines = 8;
/** So many decibels of line count as still there, so that a few weak ones do not decide. */
const linesPresumed: Decibels = 20;
/** Up to this share of lost lines nothing follows; each further unit widens the threshold by so much. */
const lostAnyway = 0.25;
const perLostShare = 4.5;

/** Groups the sessions into ways of running, and remembers what the points sounded like, or how strong their values were. */
export function learnModes({
  sessions,
  features = [],
}: Pick<TrainingSet, "sessions"> & Partial<TrainingSet>): OperatingModes {
  const ids = new Set(sessions.flatMap(({ spectra }) => Object.keys(spectra ?? {})));
  const points = [...ids].flatMap((id) => {
    const memory = rememberSpectra(sessions.flatMap(({ spectra }) => spectra?.[id] ?? []));
    return memory === undefined ? [] : [[id, memory] as const];
  });
  const levels = learnLevels({ features, sessions });
  return { modes: groupModes(sessions), points: Object.fromEntries(points), ...(levels && { levels }) };
}

/** @throws Fault BAD_ARTIFACT when this is nothing that `learnModes` can have learned */
export function readModes(value: unknown): OperatingModes {
  const { modes, points, levels } = isRecord(value) ? value : {};
  const sound =
    Array.isArray(modes) &&
    modes.length <= mostModes &&
    modes.every(isMode) &&
    isRecord(points) &&
    Object.values(points).every(isSpectrumMemory) &&
    (levels === undefined || areLevels(levels));
  if (sound) return value as unknown as OperatingModes;
  throw new Fault(
    "BAD_ARTIFACT",
    "The micromodel cannot be used: its operating modes are impossible. Learn the component anew.",
  );
}

/**
 * Which learned way of running a window belongs to. Pure, window by window.
 * A tag is believed about speed, load and state, and the lines of the spectrum are asked where no tag tells the speed: a fault adds to
 * a spectrum, another speed moves what is there. What the machine is said to do does not count against its silence: off is off.
 */
export function recognise({ modes, points, levels }: OperatingModes, heard: Heard): Recognition {
  if (modes.length === 0) return { state: "known", factor: 1 };
  const looks = heard.spectra.flatMap(({ pointId, spectrum }) => {
    const memory = points[pointId];
    const isLearned = memory !== undefined && modes.some((mode) => mode.levels[pointId] !== undefined);
    return isLearned && isComparable(memory, spectrum) ? [lookAt(pointId, spectrum, memory, modes)] : [];
  });
  const quietness = levels && heard.values ? quietnessOf(levels, heard.values) : "usual";
  if (quietness === "off" || isOff(looks)) return { state: "off", factor: Number.POSITIVE_INFINITY };
  const mode = nearest(modes, heard.tag, looks)?.name;
  const factor =
    quietness === "hushed" || runsOtherwise(looks) ? Number.POSITIVE_INFINITY : tagsAndLines(modes, looks, heard.tag);
  return factor > 1 ? { state: "new", mode, factor } : { state: "known", mode, factor: 1 };
}

/** One point now, beside what it has learned. */
interface Look {
  readonly pointId: PointId;
  readonly spectrum: DisplaySpectrum;
  readonly memory: SpectrumMemory;
  readonly level: Decibels;
  /** How far below the quietest, and above the loudest that was learned; negative on the other side of it. */
  readonly drop: Decibels;
  readonly rise: Decibels;
  readonly lines: LineFate;
}

function lookAt(
  pointId: PointId,
  spectrum: DisplaySpectrum,
  memory: SpectrumMemory,
  modes: readonly OperatingMode[],
): Look {
  const level = levelOf(spectrum.levels);
  const learned = modes.flatMap((mode) => mode.levels[pointId] ?? []);
  const drop = Math.min(...learned.map(({ low }) => low)) - level;
  const rise = level - Math.max(...learned.map(({ high }) => high));
  return { pointId, spectrum, memory, level, drop, rise, lines: fateOfLines(memory, spectrum) };
}

/** Every point hears no machine, and one of them hears next to nothing. */
function isOff(looks: readonly Look[]): boolean {
  return (
    looks.some(({ drop }) => drop > offDrop) && looks.every((look) => look.drop > offDrop || hearsOnlyTheHall(look))
  );
}

function hearsOnlyTheHall({ drop, lines }: Look): boolean {
  return drop > hallDrop && lines.count > 1 && lines.gone >= everyLine * lines.all;
}

function runsOtherwise(looks: readonly Look[]): boolean {
  const isHushed = (look: Look) =>
    look.drop > idleDrop ||
    hearsOnlyTheHall(look) ||
    (look.drop > 0 && shareBelow(look.memory, look.spectrum, quietDrop) >= nearlyAll);
  const isRoused = ({ rise, memory, spectrum }: Look) =>
    rise > louder && shareAbove(memory, spectrum, loudRise) >= nearlyAll;
  return looks.length > 0 && (looks.every(isHushed) || looks.every(isRoused));
}

function tagsAndLines(modes: readonly OperatingMode[], looks: readonly Look[], tag: OperatingTag | undefined): number {
  const tags = modes.map((mode) => mode.tag);
  const told = tagFactor(tags, tag);
  const isSpeedTold = tag?.speed !== undefined && tags.every((learned) => learned?.speed !== undefined);
  return isSpeedTold ? told : Math.max(told, lineFactor(looks));
}

function lineFactor(looks: readonly Look[]): number {
  const sum = (of: (fate: LineFate) => number) => looks.reduce((total, { lines }) => total + of(lines), 0);
  if (sum(({ count }) => count) < leastLines) return 1;
  const lost = sum(({ gone }) => gone) / (sum(({ all }) => all) + linesPresumed);
  return 1 + perLostShare * Math.max(0, lost - lostAnyway);
}

/** By its tag, and among modes that the tag does not tell apart by its level. */
function nearest(
  modes: readonly OperatingMode[],
  tag: OperatingTag | undefined,
  looks: readonly Look[],
): OperatingMode | undefined {
  const distance = (mode: OperatingMode) => {
    let outside = 0;
    for (const { pointId, level } of looks) {
      const learned = mode.levels[pointId];
      if (learned) outside = Math.max(outside, learned.low - level, level - learned.high);
    }
    return { told: tagFactor([mode.tag], tag), outside };
  };
  return modes
    .map((mode) => ({ mode, ...distance(mode) }))
    .toSorted((one, other) => (one.told === other.told ? one.outside - other.outside : one.told - other.told))[0]?.mode;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
