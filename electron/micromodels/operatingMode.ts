import type { OperatingTag } from "../domain/operatingTag.ts";
import type { PointId } from "../domain/plant.ts";
import type { Decibels } from "../domain/units.ts";
import type { TrainingSession } from "./kind.ts";
import { tagFactor } from "./tagFactor.ts";

/** One way of running that was learned. */
export interface OperatingMode {
  /** What this model calls it, to tell it from the others; a person is told its facts. */
  readonly name: string;
  readonly tag?: OperatingTag | undefined;
  /** So much louder than the quietest mode of the same tag; missing for that one, and in the first artifacts. */
  readonly louder?: Decibels | undefined;
  readonly sessions: number;
  /** Between which levels nine of ten windows of each point lay. */
  readonly levels: Readonly<Record<PointId, LevelRange>>;
}

export interface LevelRange {
  readonly low: Decibels;
  readonly high: Decibels;
}

/** Sessions whose levels lie this far apart at every point were not recorded in one way of running. */
const apart: Decibels = 8;
/** More modes tell a person nothing; what comes after joins the nearest. */
export const mostModes = 32;

/** Sessions of one tag are one mode; where no tag tells them apart, so are sessions of about one level. */
export function groupModes(sessions: readonly TrainingSession[]): OperatingMode[] {
  const groups: { tag: OperatingTag | undefined; levels: Record<PointId, LevelRange>; sessions: number }[] = [];
  const ordered = sessions
    .map((session) => ({ tag: session.tag, levels: levelsOf(session) }))
    .toSorted((one, other) => loudness(one.levels) - loudness(other.levels));
  for (const { tag, levels } of ordered) {
    const alike = groups.filter((group) => isSame(group.tag, tag));
    const group =
      alike.find((each) => !areApart(each.levels, levels)) ??
      (groups.length < mostModes ? undefined : (alike.at(-1) ?? groups.at(-1)));
    if (group === undefined) groups.push({ tag, levels, sessions: 1 });
    else {
      group.levels = spanned(group.levels, levels);
      group.sessions += 1;
    }
  }
  const quietest = new Map<string, Decibels>();
  return groups.map(({ tag, levels, sessions: count }): OperatingMode => {
    const name = nameOf(tag);
    const louder = Math.round(loudness(levels) - (quietest.get(name) ?? loudness(levels)));
    if (!quietest.has(name)) quietest.set(name, loudness(levels));
    const facts = { ...(tag && { tag }), sessions: count, levels };
    return louder > 0 ? { name: `${name}, ${louder} dB louder`, louder, ...facts } : { name, ...facts };
  });
}

/** Has a value, read from a file, the shape of a mode? */
export function isMode(value: unknown): value is OperatingMode {
  const { name, sessions, levels, tag, louder } = (value ?? {}) as Partial<OperatingMode>;
  const isRange = (range: unknown) => {
    const { low, high } = (range ?? {}) as Partial<LevelRange>;
    return Number.isFinite(low) && Number.isFinite(high);
  };
  return (
    typeof name === "string" &&
    Number.isSafeInteger(sessions) &&
    typeof levels === "object" &&
    levels !== null &&
    Object.values(levels).every(isRange) &&
    (louder === undefined || Number.isFinite(louder)) &&
    (tag === undefined || isTag(tag))
  );
}

function isTag(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { speed, load, state } = value as OperatingTag;
  const isAmount = (amount: unknown) => amount === undefined || Number.isFinite(amount);
  return isAmount(speed) && isAmount(load) && (state === undefined || typeof state === "string");
}

/** Power of all bands together. */
export function levelOf(levels: readonly Decibels[]): Decibels {
  let sum = 0;
  for (const level of levels) sum += 10 ** (level / 10);
  return 10 * Math.log10(sum);
}

function levelsOf({ spectra = {} }: TrainingSession): Record<PointId, LevelRange> {
  const ranges = Object.entries(spectra).map(([pointId, { low, high }]) => {
    return [pointId, { low: tenth(levelOf(low)), high: tenth(levelOf(high)) }] as const;
  });
  return Object.fromEntries(ranges);
}

function loudness(levels: Readonly<Record<PointId, LevelRange>>): Decibels {
  const all = Object.values(levels);
  return all.reduce((sum, { low, high }) => sum + (low + high) / 2, 0) / Math.max(1, all.length);
}

function areApart(one: Readonly<Record<PointId, LevelRange>>, other: Readonly<Record<PointId, LevelRange>>): boolean {
  const both = Object.keys(one).filter((pointId) => other[pointId] !== undefined);
  return (
    both.length > 0 &&
    both.every((id) => other[id]!.low - one[id]!.high > apart || one[id]!.low - other[id]!.high > apart)
  );
}

function spanned(
  one: Readonly<Record<PointId, LevelRange>>,
  other: Readonly<Record<PointId, LevelRange>>,
): Record<PointId, LevelRange> {
  const ids = new Set([...Object.keys(one), ...Object.keys(other)]);
  const spans = [...ids].map((id) => {
    const ranges = [one[id], other[id]].filter((range) => range !== undefined);
    return [
      id,
      { low: Math.min(...ranges.map(({ low }) => low)), high: Math.max(...ranges.map(({ high }) => high)) },
    ] as const;
  });
  return Object.fromEntries(spans);
}

function isSame(one: OperatingTag | undefined, other: OperatingTag | undefined): boolean {
  const says = (tag: OperatingTag | undefined) =>
    [tag?.speed, tag?.load, tag?.state].map((part) => part !== undefined).join();
  return says(one) === says(other) && tagFactor([one], other) === 1;
}

function nameOf(tag: OperatingTag | undefined): string {
  const parts = [
    tag?.state,
    tag?.speed !== undefined && `${Math.round(tag.speed)} rpm`,
    tag?.load !== undefined && `${Math.round(tag.load * 100)} % load`,
  ].filter(Boolean);
  return parts.join(", ") || "as learned";
}

function tenth(level: Decibels): Decibels {
  return Math.round(level * 10) / 10;
}
