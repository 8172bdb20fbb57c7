import { checkTrainingSet } from "./checkTrainingSet.ts";
import { type HealthySpace, healthySpace, learnHealthySpace } from "./healthySpace.ts";
import { loadHealthySpace, saveHealthySpace } from "./healthySpaceFormat.ts";
import type { Contribution, Micromodel, MicromodelKind, UsualScores } from "./kind.ts";
import { PayloadReader, PayloadWriter } from "./payload.ts";

/** What a kind has learned of rows in the healthy space. */
export interface Core {
  readonly trainedOn?: string | undefined;
  /** @param row deviations from the healthy centre, shape [terms]; left as it is. @returns 0 or more, larger = less like the rows learned */
  score(row: Float64Array): number;
}

export interface CoreRows {
  /** Shape [windows][terms], about the healthy centre. */
  readonly rows: readonly Float64Array[];
  /** Shape [windows]: the number of the session a row comes from, 0, 1, … */
  readonly sessions: readonly number[];
  readonly overlap: number;
  /** Shape [terms]: how far another healthy session may lie from the centre. Terms with more say have larger units. */
  readonly units: Float64Array;
}

/** How a kind of micromodel that works in the healthy space learns, saves and loads its core. */
export interface CoreKind<C extends Core> {
  readonly kind: string;
  /** See MicromodelKind. */
  readonly triedFrom?: number | undefined;
  readonly usual: UsualScores;
  /** Deterministic for the same rows and seed. */
  fit(set: CoreRows, options: { readonly seed: number }): C | Promise<C>;
  save(core: C, payload: PayloadWriter): void;
  /** @param size number of terms. @throws Fault BAD_ARTIFACT */
  load(payload: PayloadReader, size: number): C;
}

export interface SpaceModel<C extends Core> extends Micromodel {
  readonly space: HealthySpace;
  readonly core: C;
}

/** Few, because a threshold is set by models that had to do without some of the sessions. */
const leastWindows = 5;

/**
 * A kind of micromodel from a core: it is taught and asked in rows of the healthy space, where every point and group of features has an equal say, and the directions are damped in which sessions differ.
 * Saved as: u32 bytes of the space, the space, the core.
 */
export function spaceKind<C extends Core>(core: CoreKind<C>): MicromodelKind<SpaceModel<C>> {
  return {
    kind: core.kind,
    leastWindows,
    triedFrom: core.triedFrom,
    watches: "timbre",
    smoothing: 1,
    usual: core.usual,
    async fit(set, options) {
      checkTrainingSet(set, leastWindows);
      const space = healthySpace(learnHealthySpace(set));
      const units = unitsOf(space);
      const rowOf = rowsOf(space, units);
      const sessions = set.sessions.filter((session) => session.windows.length > 0);
      const learned = await core.fit(
        {
          rows: sessions.flatMap((session) => session.windows.map((window) => rowOf(window).slice())),
          sessions: sessions.flatMap((session, s) => session.windows.map(() => s)),
          overlap: set.overlap,
          units,
        },
        options,
      );
      return modelOf(space, learned);
    },
    save(model) {
      const space = saveHealthySpace(model.space.weights);
      const payload = new PayloadWriter().integer(space.length).bytes(space);
      core.save(model.core, payload);
      return payload.finish();
    },
    load(bytes) {
      const payload = new PayloadReader(bytes);
      const space = healthySpace(loadHealthySpace(payload.bytes(payload.integer(1, bytes.length))));
      const loaded = core.load(payload, space.size);
      payload.end();
      return modelOf(space, loaded);
    },
  };
}

function modelOf<C extends Core>(space: HealthySpace, core: C): SpaceModel<C> {
  const rowOf = rowsOf(space, unitsOf(space));
  const scoreRow = (row: Float64Array) => {
    const score = core.score(row);
    // beyond all numbers: as unlike as can be, never NaN
    return score < Number.MAX_VALUE ? score : Number.MAX_VALUE;
  };
  return {
    space,
    core,
    trainedOn: core.trainedOn,
    score: (features) => scoreRow(rowOf(features)),
    explain: (features) => explainRow(rowOf(features), scoreRow, space.weights.terms),
  };
}

/** Mean square about 1. What counts only when it is large counts as that much less. */
function unitsOf(space: HealthySpace): Float64Array {
  const { weight, share, discount } = space.weights;
  const meanSquare = weight.reduce((sum, value) => sum + value * value, 0) / weight.length;
  return Float64Array.from(weight, (value, t) => value / Math.sqrt(meanSquare) / (share[t]! > 0 ? 1 : discount[t]!));
}

/** @returns a function whose result is overwritten by its next call */
function rowsOf(space: HealthySpace, units: Float64Array): (features: Float32Array) => Float64Array {
  return (features) => {
    const row = space.deviate(features);
    for (let t = 0; t < row.length; t++) row[t]! *= units[t]!;
    return row;
  };
}

/** The share of a term is what the score loses when that term alone is put back to its healthy centre. */
function explainRow(
  row: Float64Array,
  score: (row: Float64Array) => number,
  terms: readonly { readonly name: string }[],
): readonly Contribution[] {
  const whole = score(row);
  const losses = row.map((value, t) => {
    row[t] = 0;
    const loss = Math.max(0, whole - score(row));
    row[t] = value;
    return loss;
  });
  // where no single term makes a difference, they do together: by their size
  const parts = losses.some((loss) => loss > 0) ? losses : row.map((value) => value * value);
  const total = parts.reduce((sum, part) => sum + part, 0);
  return Array.from(parts, (part, t) => ({
    name: terms[t]!.name,
    share: total > 0 ? part / total : 1 / parts.length,
  })).sort((one, other) => other.share - one.share);
}
