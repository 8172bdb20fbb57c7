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
  rememberSpectra,
  type SpectrumMemory,
  shareAbove,
  shareBelow,
} from "./spectrumMemory.ts";
import { tagFactor } from "./tagFactor.ts";

/** The ways of running that a component has learned. Plain JSON, a part of the artifact's header. */
export interface OperatingModes {
  readonly modes: readonly OperatingMode[];
  /** What each point sounded like, all modes together; a point without spectra is missing. */
  readonly points: Readonly<Record<PointId, SpectrumMemory>>;
}

/** What is known of a window besides its features. */
export interface Heard {
  readonly spectra: readonly { readonly pointId: PointId; readonly spectrum: DisplaySpectrum }[];
  readonly tag?: OperatingTag | undefined;
}

export interface Recognition {
  readonly state: "off" | "known" | "new";
  /** The learned mode that it is, or the nearest one. */
  readonly mode?: string | undefined;
  /** How much wider the threshold is in a mode that was not learned: ≥ 1; Infinity: never judge. */
  readonly factor: number;
}

/** This much quieter at every point than it ever was while it learned, a machine does not run. */
const offDrop: Decibels = 20;
/** This much quieter in all, or by `quietDrop` in nearly all bands, it runs otherwise: faults do not hush a machine. */
const idleDrop: Decibels = 12;
const quietDrop: Decibels = 6;
/** This much louder in nearly all bands, too: the worst faults, at the very end of a bearing, raise nine bands of ten by 6 dB. */
const loudRise: Decibels = 15;
const nearlyAll = 0.9;
/** Fewer lines prove nothing. */
const leastLines = 8;
/** So many decibels of line count as still there, so that a few weak ones do not decide. */
const linesPresumed: Decibels = 20;
/** Up to this share of lost lines nothing follows; each further unit widens the threshold by so much. */
const lostAnyway = 0.35;
const perLostShare = 5;

/** Groups the sessions into ways of running, and remembers what the points sounded like. */
export function learnModes({ sessions }: Pick<TrainingSet, "sessions">): OperatingModes {
  const ids = new Set(sessions.flatMap(({ spectra }) => Object.keys(spectra ?? {})));
  const points = [...ids].flatMap((id) => {
    const memory = rememberSpectra(sessions.flatMap(({ spectra }) => spectra?.[id] ?? []));
    return memory === undefined ? [] : [[id, memory] as const];
  });
  return { modes: groupModes(sessions), points: Object.fromEntries(points) };
}

/** @throws Fault BAD_ARTIFACT when this is nothing that `learnModes` can have learned */
export function readModes(value: unknown): OperatingModes {
  const { modes, points } = isRecord(value) ? value : {};
  const sound =
    Array.isArray(modes) &&
    modes.length <= mostModes &&
    modes.every(isMode) &&
    isRecord(points) &&
    Object.values(points).every(isSpectrumMemory);
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
export function recognise({ modes, points }: OperatingModes, heard: Heard): Recognition {
  if (modes.length === 0) return { state: "known", factor: 1 };
  const compared = heard.spectra.flatMap(({ pointId, spectrum }) => {
    const memory = points[pointId];
    return memory !== undefined && isComparable(memory, spectrum) ? [{ pointId, spectrum, memory }] : [];
  });
  const levels = new Map(compared.map(({ pointId, spectrum }) => [pointId, levelOf(spectrum.levels)]));
  const drop = leastDrop(modes, levels);
  if (drop > offDrop) return { state: "off", factor: Number.POSITIVE_INFINITY };
  const mode = nearest(modes, heard.tag, levels)?.name;
  const factor = Math.max(levelFactor(drop, compared), tagsAndLines(modes, compared, heard.tag));
  return factor > 1 ? { state: "new", mode, factor } : { state: "known", mode, factor: 1 };
}

type Compared = readonly { readonly spectrum: DisplaySpectrum; readonly memory: SpectrumMemory }[];

/** How far the point that fell least is below the quietest it has learned; 0 when nothing can be compared. */
function leastDrop(modes: readonly OperatingMode[], levels: ReadonlyMap<PointId, Decibels>): Decibels {
  let least = levels.size === 0 ? 0 : Number.POSITIVE_INFINITY;
  for (const [pointId, level] of levels) {
    const quietest = Math.min(...modes.map((mode) => mode.levels[pointId]?.low ?? Number.POSITIVE_INFINITY));
    least = Math.min(least, Number.isFinite(quietest) ? quietest - level : 0);
  }
  return Math.max(0, least);
}

function levelFactor(drop: Decibels, compared: Compared): number {
  const everywhere = (share: (memory: SpectrumMemory, now: DisplaySpectrum) => number) =>
    compared.length > 0 && compared.every(({ memory, spectrum }) => share(memory, spectrum) >= nearlyAll);
  const isOtherwise =
    drop > idleDrop ||
    (drop > 0 && everywhere((memory, now) => shareBelow(memory, now, quietDrop))) ||
    everywhere((memory, now) => shareAbove(memory, now, loudRise));
  return isOtherwise ? Number.POSITIVE_INFINITY : 1;
}

function tagsAndLines(modes: readonly OperatingMode[], compared: Compared, tag: OperatingTag | undefined): number {
  const tags = modes.map((mode) => mode.tag);
  const told = tagFactor(tags, tag);
  const isSpeedTold = tag?.speed !== undefined && tags.every((learned) => learned?.speed !== undefined);
  return isSpeedTold ? told : Math.max(told, lineFactor(compared));
}

function lineFactor(compared: Compared): number {
  const fates = compared.map(({ memory, spectrum }) => fateOfLines(memory, spectrum));
  const sum = (of: (fate: (typeof fates)[number]) => number) => fates.reduce((total, fate) => total + of(fate), 0);
  if (sum(({ count }) => count) < leastLines) return 1;
  const lost = sum(({ gone }) => gone) / (sum(({ all }) => all) + linesPresumed);
  return 1 + perLostShare * Math.max(0, lost - lostAnyway);
}

/** By its tag, and among modes that the tag does not tell apart by its level. */
function nearest(
  modes: readonly OperatingMode[],
  tag: OperatingTag | undefined,
  levels: ReadonlyMap<PointId, Decibels>,
): OperatingMode | undefined {
  const distance = (mode: OperatingMode) => {
    let outside = 0;
    for (const [pointId, level] of levels) {
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
