import { describe, expect, it } from "vitest";
import { visibleSeverity } from "../../electron/devices/simulatedPlant/demoFaults.ts";
import { faultNames } from "../../electron/devices/simulatedPlant/faultVoices.ts";
import { MachineSimulator, type Severity } from "../../electron/devices/simulatedPlant/machineSimulator.ts";
import { type MachineModel, machineModels } from "../../electron/devices/simulatedPlant/machines.ts";
import { defaultRecipe } from "../../electron/features/recipes.ts";
import { calibrate } from "../../electron/micromodels/calibrate.ts";
import type { TrainingSet } from "../../electron/micromodels/kind.ts";
import { defaultKind } from "../../electron/micromodels/kinds.ts";
import { levelHeld } from "../../electron/micromodels/levelHeld.ts";

const learnSeconds = 30;
const well: Severity = () => 0;

/** One vector a second and component: what the pipeline would make of the same samples. */
function featuresOf(machine: MachineModel) {
  const { sampleRate, components } = machine;
  const run = defaultRecipe.prepare(sampleRate);
  return (simulator: MachineSimulator, seconds: number, severity: Severity): Float32Array[][] => {
    const windows: Float32Array[][] = components.map(() => []);
    for (let second = 0; second < seconds; second++) {
      const parts = simulator.next(sampleRate, severity).map((samples) => [...run.compute(samples)!]);
      for (const [index, { channels }] of components.entries()) {
        windows[index]!.push(Float32Array.from(parts.splice(0, channels.length).flat()));
      }
    }
    return windows;
  };
}

describe.each(machineModels.map((machine) => [machine.name, machine] as const))(
  "%s of the demo plant",
  (_name, machine) => {
    const { components, sampleRate } = machine;
    const measure = featuresOf(machine);
    const simulator = new MachineSimulator(machine, 1);

    /** Level held for three windows, as a share of the threshold, for each component. */
    async function learned(...begins: readonly number[]) {
      const traits = defaultRecipe.traits(sampleRate);
      const sessions = begins.map((from) => ({ from, healthy: measure(simulator, learnSeconds, well) }));
      const judges = await Promise.all(
        components.map(async (component, index) => {
          const set: TrainingSet = {
            features: component.channels.flatMap(({ name }) => traits.map((trait) => ({ ...trait, pointId: name }))),
            sessions: sessions.map(({ from, healthy }) => {
              return { from, to: from + learnSeconds * 1000, windows: healthy[index]! };
            }),
            overlap: 1,
          };
          const model = await defaultKind.fit(set, { seed: 1 });
          const { threshold } = await calibrate(defaultKind, set, { seed: 1 });
          return (windows: Float32Array[]) => levelHeld(windows.map((window) => model.score(window))) / threshold;
        }),
      );
      return (seconds: number, severity: Severity) =>
        measure(simulator, seconds, severity).map((windows, index) => judges[index]!(windows));
    }

    it("keeps quiet while it is well; every fault is found when it is visible, and blames nobody else at its worst", async () => {
      const levels = await learned(0);
      for (const level of levels(60, well)) expect(level).toBeLessThan(0.8);
      for (const [index, component] of components.entries()) {
        for (const fault of faultNames(component.kind)) {
          const failing = (severity: number) => (id: string, name: string) =>
            id === component.id && name === fault ? severity : 0;
          expect(levels(4, failing(visibleSeverity))[index], `${component.id}, ${fault}`).toBeGreaterThan(1);
          const worst = levels(4, failing(1));
          for (const [other, level] of worst.entries()) {
            if (other === index) expect(level).toBeGreaterThan(2);
            else expect(level, `${components[other]!.id} while ${component.id} has ${fault}`).toBeLessThan(0.8);
          }
        }
      }
    }, 60_000);

    it.each([
      ["within the hour", 600_000, 0.8],
      ["the next day", 86_400_000, 1],
    ])(
      "keeps quiet when it is learned again %s",
      async (_when, later, most) => {
        const levels = await learned(0, later);
        for (const level of levels(60, well)) expect(level).toBeLessThan(most);
      },
      60_000,
    );
  },
);
