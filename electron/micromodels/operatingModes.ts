import type { DisplaySpectrum } from "../domain/alert.ts";
import { Fault } from "../domain/fault.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { PointId } from "../domain/plant.ts";
import type { Decibels } from "../domain/units.ts";
import type { TrainingSession, TrainingSet } from "./kind.ts";

/** The ways of running that a component has learned. Plain JSON, a part of the artifact's header. */
export interface OperatingModes {
  readonly modes: readonly OperatingMode[];
}

export interface OperatingMode {
  /** In the words of its tag, or of what was found. */
  readonly name: string;
  readonly tag?: OperatingTag | undefined;
  readonly sessions: number;
  /** Level of each point that 19 of 20 windows exceeded in its quietest session. */
  readonly quietest: Readonly<Record<PointId, Decibels>>;
}

/** What is known of a window besides its features. */
export interface Heard {
  readonly spectra: readonly { readonly pointId: PointId; readonly spectrum: DisplaySpectrum }[];
  readonly tag?: OperatingTag | undefined;
}

export interface Recognition {
  readonly state: "off" | "known" | "new";
  /** The nearest learned mode. */
  readonly mode?: string | undefined;
  /** How much wider the threshold is in a mode that was not learned: ≥ 1; Infinity: never judge. */
  readonly factor: number;
}

/** A machine that is this much quieter at every point than it ever was while it learned does not run. */
const offDrop: Decibels = 20;
/** Speeds and loads as near as these are the same for a model. */
const sameSpeed = 0.03;
const sameLoad = 0.05;

/** Groups the sessions into ways of running. */
export function learnModes({ sessions }: Pick<TrainingSet, "sessions">): OperatingModes {
  const groups: TrainingSession[][] = [];
  for (const session of sessions) {
    const group = groups.find(([first]) => isAlike(first!.tag, session.tag));
    if (group) group.push(session);
    else groups.push([session]);
  }
  return { modes: groups.map(modeOf) };
}

/** @throws Fault BAD_ARTIFACT when these are not modes that `learnModes` can have learned */
export function readModes(value: unknown): OperatingModes {
  const found = (value as OperatingModes | null)?.modes;
  if (!Array.isArray(found) || found.length > 1000 || !found.every(isMode)) {
    throw new Fault(
      "BAD_ARTIFACT",
      "The micromodel cannot be used: its operating modes are impossible. Learn the component anew.",
    );
  }
  return value as OperatingModes;
}

/** Which learned way of running a window belongs to. Pure. */
export function recognise({ modes }: OperatingModes, heard: Heard): Recognition {
  if (modes.length === 0) return { state: "known", factor: 1 };
  if (isOff(modes, heard)) return { state: "off", factor: Number.POSITIVE_INFINITY };
  const nearest = modes
    .map((mode) => ({ mode, distance: tagDistance(mode.tag, heard.tag) }))
    .reduce((best, each) => (each.distance < best.distance ? each : best));
  if (nearest.distance === 0) return { state: "known", mode: nearest.mode.name, factor: 1 };
  return { state: "new", factor: 1 + nearest.distance };
}

function modeOf(sessions: readonly TrainingSession[]): OperatingMode {
  const { tag } = sessions[0]!;
  const quietest: Record<PointId, Decibels> = {};
  for (const { spectra = {} } of sessions) {
    for (const [pointId, { low }] of Object.entries(spectra)) {
      quietest[pointId] = Math.min(quietest[pointId] ?? Number.POSITIVE_INFINITY, levelOf(low));
    }
  }
  return { name: nameOf(tag), ...(tag && { tag }), sessions: sessions.length, quietest };
}

function nameOf(tag: OperatingTag | undefined): string {
  const parts = [
    tag?.state,
    tag?.speed !== undefined && `${Math.round(tag.speed)} rpm`,
    tag?.load !== undefined && `${Math.round(tag.load * 100)} % load`,
  ].filter((part) => part);
  return parts.join(", ") || "as learned";
}

function isOff(modes: readonly OperatingMode[], { spectra }: Heard): boolean {
  const known = spectra.filter(({ pointId }) => modes.some(({ quietest }) => quietest[pointId] !== undefined));
  return (
    known.length > 0 &&
    known.every(({ pointId, spectrum }) => {
      const least = Math.min(...modes.map(({ quietest }) => quietest[pointId] ?? Number.POSITIVE_INFINITY));
      return levelOf(spectrum.levels) < least - offDrop;
    })
  );
}

/** Power of all bands together. */
function levelOf(levels: readonly Decibels[]): Decibels {
  return 10 * Math.log10(levels.reduce((sum, level) => sum + 10 ** (level / 10), 0));
}

function isAlike(one: OperatingTag | undefined, other: OperatingTag | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && tagDistance(one, other) === 0);
}

/** 0 for the same way of running, as far as both say; about 1 for twice the speed; Infinity for another state. */
function tagDistance(learned: OperatingTag | undefined, now: OperatingTag | undefined): number {
  if (!learned || !now) return 0;
  if (learned.state !== undefined && now.state !== undefined && learned.state !== now.state) {
    return Number.POSITIVE_INFINITY;
  }
  const speed = learned.speed && now.speed ? Math.abs(Math.log2(now.speed / learned.speed)) : 0;
  const load = learned.load !== undefined && now.load !== undefined ? Math.abs(now.load - learned.load) : 0;
  return (speed > sameSpeed ? speed : 0) + (load > sameLoad ? load : 0);
}

function isMode(value: unknown): value is OperatingMode {
  const mode = value as OperatingMode | null;
  return (
    typeof mode?.name === "string" &&
    Number.isSafeInteger(mode.sessions) &&
    typeof mode.quietest === "object" &&
    mode.quietest !== null &&
    Object.values(mode.quietest).every(Number.isFinite)
  );
}
