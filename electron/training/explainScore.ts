import type { PointId } from "../domain/plant.ts";
import type { PointReport } from "../domain/reportCard.ts";
import type { Decibels, Hertz, Quantity } from "../domain/units.ts";
import { fromScale, valueScaleOf } from "../domain/valueScale.ts";
import type { OpenedArtifact, OpenedMember } from "../micromodels/artifact.ts";
import type { TrainingFeature } from "../micromodels/kind.ts";
import { medianWindows } from "../micromodels/windowMedian.ts";
import { componentFeatures } from "./componentFeatures.ts";

export interface ExplainedFeature {
  readonly pointId: PointId;
  readonly name: string;
  /** In the score; the shares of all features sum to 1. */
  readonly share: number;
  /** As the recipe tells it; a value that a sensor has computed itself in the unit of its point. */
  readonly now: number;
  readonly healthy: number;
}

export interface ExplainedBand {
  readonly pointId: PointId;
  readonly low: Hertz;
  readonly high: Hertz;
  /** Of the power in the band, above healthy. */
  readonly change: Decibels;
  readonly share: number;
}

export interface Explanation {
  /** Largest share first. */
  readonly features: readonly ExplainedFeature[];
  /** Largest share first; bands of the spectrum only: how an envelope swells is told by the features. */
  readonly bands: readonly ExplainedBand[];
}

/** Smaller changes are not worth a mechanic's words. */
const leastChange: Decibels = 1;
/** Neighbours that changed at least this much of what the loudest changed are told of as one band. */
const alikeShare = 0.5;
/** A term of a model averages over up to so many bands on either side. */
const reach = 2;
const mostBands = 5;

/**
 * Why a window scores as it does, by the member that finds it most unusual: each looks at as long a stretch as when it judges.
 * A band's change is that of its power, not of its share: what one loud band takes from the shares of the others is no change of theirs.
 * @param windows the last ones up to that window, oldest first, without a gap: shape [windows][features]
 * @returns nothing for a model of format 1, which does not know what healthy was
 * @throws Fault BAD_SHAPE, BAD_SAMPLES for features that the model has not learned; NOT_FOUND for an unknown recipe
 */
export function explainScore(opened: OpenedArtifact, windows: readonly Float32Array[]): Explanation {
  const { header, centre } = opened;
  const loudest = loudestOf(opened.members, windows);
  if (centre === undefined || loudest === undefined) return { features: [], bands: [] };
  const { member, values } = loudest;
  const contributions = member.model.explain(values);
  const points = pointsOf(header);
  const traits = componentFeatures(header.recipe, points);
  const shares = new Float64Array(traits.length);
  const indexOf = new Map(traits.map(({ name }, index) => [name, index]));
  for (const { name, share } of contributions) {
    const index = indexOf.get(name);
    if (index !== undefined) shares[index]! += share;
  }
  const features = traits.map((trait, j) => {
    const name = trait.name.slice(trait.pointId.length + 1);
    const told = toldAs(points.find(({ id }) => id === trait.pointId)?.value);
    return { pointId: trait.pointId, name, share: shares[j]!, now: told(values[j]!), healthy: told(centre[j]!) };
  });
  return {
    features: features.filter(({ share }) => share > 0).sort((one, other) => other.share - one.share),
    bands: points
      .flatMap(({ id }) => bandsOf(id, traits, shares, values, centre))
      .sort((one, other) => other.share - one.share)
      .slice(0, mostBands),
  };
}

/** The points that a model has learned from. */
function pointsOf({ pointIds, sampleRates, quantities }: OpenedArtifact["header"]): PointReport[] {
  return pointIds.map((id, p) => ({ id, sampleRate: sampleRates[p]!, value: quantities?.[p] ?? undefined }));
}

function toldAs(value: Quantity | undefined): (scaled: number) => number {
  return value === undefined ? (scaled) => scaled : (scaled) => fromScale(valueScaleOf(value), scaled);
}

/** undefined when none has heard enough. */
function loudestOf(members: readonly OpenedMember[], windows: readonly Float32Array[]) {
  const heard = members.flatMap((member) => {
    if (windows.length < member.smoothing) return [];
    const values = medianWindows(windows.slice(-member.smoothing), member.smoothing).at(-1)!;
    return [{ member, values, severity: member.model.score(values) / member.threshold }];
  });
  return heard.toSorted((one, other) => other.severity - one.severity)[0];
}

interface Band {
  readonly low: Hertz;
  readonly high: Hertz;
  /** Power now and when healthy, in the unit of the point, squared. */
  readonly now: number;
  readonly healthy: number;
  /** Of its share in the whole. */
  readonly moved: Decibels;
  /** Share of the score that lies in it and in its neighbourhood. */
  readonly blamed: number;
}

function bandsOf(
  pointId: PointId,
  traits: readonly TrainingFeature[],
  shares: Float64Array,
  values: Float32Array,
  centre: Float32Array,
): ExplainedBand[] {
  const own = traits.map((trait, index) => ({ trait, index })).filter(({ trait }) => trait.pointId === pointId);
  const level = own.find(({ trait }) => trait.name === `${pointId} rms`);
  const power = (of: Float32Array) => (level ? of[level.index]! ** 2 : 1);
  const spectrum = own.filter(({ trait }) => trait.group === "spectrum" && trait.band && trait.decibelsPerUnit);
  const bands = spectrum.map(({ trait, index }, at): Band => {
    const ratio = (of: Float32Array) => 10 ** ((of[index]! * trait.decibelsPerUnit!) / 10) * power(of);
    const near = spectrum.slice(Math.max(0, at - reach), at + reach + 1);
    const blamed = near.reduce((sum, each) => sum + shares[each.index]!, 0) / near.length;
    const moved = (values[index]! - centre[index]!) * trait.decibelsPerUnit!;
    return { ...trait.band!, now: ratio(values), healthy: ratio(centre), moved, blamed };
  });
  const blame = spectrum.reduce((sum, { index }) => sum + shares[index]!, 0);
  const weight = ({ blamed, moved }: Band) => blamed * moved ** 2;
  const total = bands.reduce((sum, band) => sum + weight(band), 0);
  return runsOf(bands).map((run) => ({
    pointId,
    low: run[0]!.low,
    high: run.at(-1)!.high,
    change: changeOf(run),
    share: total > 0 ? (blame * run.reduce((sum, band) => sum + weight(band), 0)) / total : 0,
  }));
}

/** Neighbouring bands that changed alike, the most changed first; each band is in one run at most. */
function runsOf(bands: readonly Band[]): Band[][] {
  const changes = bands.map((band) => changeOf([band]));
  const taken = new Set<number>();
  const order = changes.map((_, at) => at).sort((one, other) => Math.abs(changes[other]!) - Math.abs(changes[one]!));
  return order.flatMap((peak) => {
    if (taken.has(peak) || Math.abs(changes[peak]!) < leastChange) return [];
    const belongs = (at: number) => !taken.has(at) && changes[at]! / changes[peak]! >= alikeShare;
    let first = peak;
    while (first > 0 && belongs(first - 1)) first--;
    let last = peak;
    while (last < bands.length - 1 && belongs(last + 1)) last++;
    for (let at = first; at <= last; at++) taken.add(at);
    return [bands.slice(first, last + 1)];
  });
}

function changeOf(run: readonly Band[]): Decibels {
  const sum = (of: "now" | "healthy") => run.reduce((whole, band) => whole + band[of], 0);
  return 10 * Math.log10(sum("now") / sum("healthy"));
}
