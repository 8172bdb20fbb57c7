/**
 * What one kind of micromodel costs, in a process of its own: word 1 is the kind; prints one line of JSON. User CPU throughout;
 * features of the recipe that the station computes, so that the space has as many terms as on a real component.
 */
import { defaultRecipe } from "../../electron/features/recipes.ts";
import { valueTraits } from "../../electron/features/valueRecipe.ts";
import type { MicromodelKind, TrainingSet } from "../../electron/micromodels/kind.ts";
import { kindOf } from "../../electron/micromodels/kinds.ts";
import { seededNoise } from "../makers/seededNoise.ts";
import { medianOf, microsPerCall } from "./measure.ts";

const sampleRate = 51_200;
const kind = kindOf(process.argv[2] ?? "");

function healthySet(points: number, windows: number, sessions: number): TrainingSet {
  const random = seededNoise(points + windows);
  // What watches values gets nothing else: a point of a smart sensor is one value.
  const traits = kind.watches === "values" ? valueTraits("velocity") : defaultRecipe.traits(sampleRate);
  const features = Array.from({ length: points }, (_, p) =>
    traits.map((trait) => ({ ...trait, pointId: `p${p + 1}`, name: `p${p + 1} ${trait.name}` })),
  ).flat();
  return {
    features,
    overlap: 1,
    sessions: Array.from({ length: sessions }, (_, session) => {
      const offsets = features.map(() => 0.1 * random());
      return {
        from: session * 86_400_000,
        to: session * 86_400_000 + (windows / sessions) * 1000,
        windows: Array.from({ length: windows / sessions }, () =>
          Float32Array.from(features, (_, j) => -3 - 0.02 * j + offsets[j]! + 0.1 * random()),
        ),
      };
    }),
  };
}

async function fitMillis(kind: MicromodelKind, set: TrainingSet): Promise<number> {
  await kind.fit(set, { seed: 1 });
  const spent: number[] = [];
  for (let repeat = 0; repeat < 3; repeat++) {
    const start = process.cpuUsage();
    await kind.fit(set, { seed: 1 });
    spent.push(process.cpuUsage(start).user / 1000);
  }
  return medianOf(spent);
}

/** @param components that are scored in turn, each by a model of its own, as in a station */
async function scoreMicros(kind: MicromodelKind, points: number, components: number) {
  const set = healthySet(points, 60, 3);
  const bytes = kind.save(await kind.fit(set, { seed: 1 }));
  const models = Array.from({ length: components }, () => kind.load(bytes));
  const windows = set.sessions.flatMap((session) => session.windows);
  const micros = microsPerCall((turn) => models[turn % components]!.score(windows[turn % windows.length]!), 5);
  return { micros, bytes: kind.save(await kind.fit(healthySet(points, 600, 6), { seed: 1 })).length };
}

const [one, four, many] = [
  await scoreMicros(kind, 1, 1),
  await scoreMicros(kind, 4, 1),
  await scoreMicros(kind, 2, 64),
];
console.log(
  JSON.stringify({
    scoreMicros1: one.micros,
    scoreMicros4: four.micros,
    bytes1: one.bytes,
    bytes4: four.bytes,
    // 64 components of two points, each scored once a second
    shareOfCore64: (64 * many.micros) / 1e6,
    fitMillis60: await fitMillis(kind, healthySet(1, 60, 1)),
    fitMillis600: await fitMillis(kind, healthySet(1, 600, 3)),
  }),
);
