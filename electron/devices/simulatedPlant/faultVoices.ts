import type { ComponentKind } from "../../domain/plant.ts";
import type { Hertz } from "../../domain/units.ts";
import { bearingOrders } from "./bearing.ts";
import { harmonics, type Line, supplyHum, withSidebands } from "./harmonics.ts";
import { bursts, impacts } from "./impacts.ts";
import type { ComponentModel } from "./machines.ts";
import { modeNoise } from "./noise.ts";
import { Random } from "./random.ts";
import type { Voice } from "./voice.ts";

/** Rolling elements slip by 1–2 %. */
const slip = 0.015;
const supply: Hertz = 50;

type Maker = (component: ComponentModel, sampleRate: Hertz, random: Random) => readonly Voice[];

/** What each fault adds at severity 1, by kind of component. A new fault is one entry. */
const makers: Partial<Record<ComponentKind, Readonly<Record<string, Maker>>>> = {
  bearing: {
    // The damage stays where it is in the load zone; the load itself turns a little with the shaft.
    "outer race": bearingImpacts((orders) => ({ order: orders.outerRace, zone: { order: 1, depth: 0.15 } })),
    // The damage turns through the load zone with the shaft.
    "inner race": bearingImpacts((orders) => ({ order: orders.innerRace, zone: { order: 1, depth: 0.9 } })),
    // An element strikes both races in each of its turns, and is carried through the load zone by the cage.
    "rolling element": bearingImpacts((orders) => ({
      order: 2 * orders.elementSpin,
      zone: { order: orders.cage, depth: 0.8 },
    })),
  },
  motor: {
    electrical: (_component, _rate, random) => [
      supplyHum(
        [
          [2 * supply, 0.6],
          [4 * supply, 0.25],
          [6 * supply, 0.12],
        ],
        random,
      ),
    ],
    unbalance: (component, _rate, random) => [harmonics([[component.shaft, 0.9]], random)],
  },
  coupling: {
    misalignment: (component, _rate, random) => [harmonics(ofShaft(component, [1, 0.35], [2, 0.9], [3, 0.35]), random)],
    looseness: (component, rate, random) => [
      harmonics(
        Array.from({ length: 20 }, (_, index): Line => [(index + 1) / 2, 0.4 / Math.sqrt(index + 1)]),
        random,
      ),
      modeNoise(0.15, component.mode, rate, random),
    ],
  },
  gear: {
    // Once in each turn of the pinion the broken tooth leaves a hole in the mesh and the next one strikes.
    "broken tooth": (component, rate, random) => [
      impacts({ order: 1, amplitude: 3, slip: 0 }, component.mode, rate, random),
      harmonics(withSidebands(passesOf(component), 0, 1, 1).slice(1), random),
    ],
    wear: (component, _rate, random) => {
      const mesh = passesOf(component);
      return [
        harmonics(
          [
            ...withSidebands(mesh, 0.3, 1, 1),
            ...withSidebands(2 * mesh, 0.6, 1, 0.6),
            ...withSidebands(3 * mesh, 0.4, 1, 0.6),
          ],
          random,
        ),
      ];
    },
  },
  impeller: {
    cavitation: (component, rate, random) => [
      bursts(400, 1.6, component.mode, rate, random),
      modeNoise(0.3, { frequency: component.mode.frequency * 1.2, damping: 0.3 }, rate, random),
    ],
    "vane damage": (component, _rate, random) => [
      harmonics([[1, 0.5], ...withSidebands(passesOf(component), 0.2, 1, 3)], random),
    ],
  },
  fan: {
    "blade crack": (component, rate, random) => [
      harmonics([[1, 0.3], ...withSidebands(passesOf(component), 0.15, 1, 3)], random),
      impacts({ order: 1, amplitude: 0.8, slip: 0.002 }, component.mode, rate, random),
    ],
    unbalance: (_component, _rate, random) => [harmonics([[1, 0.9]], random)],
  },
};

/** Names of the faults that a kind of component can have. */
export function faultNames(kind: ComponentKind): readonly string[] {
  return Object.keys(makers[kind] ?? {});
}

/** What a fault adds to the vibration of its component at severity 1. */
export function faultVoices(
  component: ComponentModel,
  fault: string,
  sampleRate: Hertz,
  seed: number,
): readonly Voice[] {
  const random = new Random(seed, `${component.id}:${fault}`);
  return makers[component.kind]?.[fault]?.(component, sampleRate, random) ?? [];
}

function bearingImpacts(
  train: (orders: ReturnType<typeof bearingOrders>) => { order: number; zone: { order: number; depth: number } },
): Maker {
  return (component, sampleRate, random) => {
    if (!component.bearing) return [];
    const { order, zone } = train(bearingOrders(component.bearing));
    const { shaft } = component;
    const onShaft = { order: order * shaft, zone: { order: zone.order * shaft, depth: zone.depth } };
    return [impacts({ ...onShaft, amplitude: component.impact ?? 1, slip }, component.mode, sampleRate, random)];
  };
}

function ofShaft(component: ComponentModel, ...lines: Line[]): Line[] {
  return lines.map(([order, amplitude]) => [order * component.shaft, amplitude]);
}

function passesOf(component: ComponentModel): number {
  return component.passes ?? 1;
}
