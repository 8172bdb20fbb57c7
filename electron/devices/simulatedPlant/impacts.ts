import type { Hertz } from "../../domain/units.ts";
import { type Random, sineOf } from "./random.ts";
import { type Mode, Resonance } from "./resonance.ts";
import type { Voice } from "./voice.ts";

export interface ImpactTrain {
  /** Impacts per revolution of the main shaft. */
  readonly order: number;
  /** First peak of the ringing of a middling impact, g. */
  readonly amplitude: number;
  /** Deviation of each interval: rolling elements slip, so that the error adds up over time. 0 for teeth, which cannot. */
  readonly slip: number;
  /** The load zone, or the cage that carries the damage through it: order of the modulation, and its depth 0 … 1. */
  readonly zone?: { readonly order: number; readonly depth: number } | undefined;
}

/**
 * Impacts of a local damage through a structural mode: the classic model of a bearing fault (McFadden and Smith 1984), with
 * random slip (Antoni and Randall 2003). Intervals are drawn one by one; the phase is a random walk around the mean order.
 */
export function impacts(train: ImpactTrain, mode: Mode, sampleRate: Hertz, random: Random): Voice {
  const resonance = new Resonance(mode, sampleRate);
  const strength = train.amplitude;
  const interval = 1 / train.order;
  let next = Number.NEGATIVE_INFINITY;
  return {
    add(into, { revolutions, load }, gain) {
      // Silent until now: the first impact comes at a moment of its own.
      if (next < revolutions[0]! - 2 * interval) next = revolutions[0]! + interval * random.even();
      for (let i = 0; i < into.length; i++) {
        let hit = 0;
        const turned = revolutions[i]!;
        if (turned >= next) {
          const { order, depth } = train.zone ?? { order: 0, depth: 0 };
          const inZone = 1 - depth + depth * 0.5 * (1 + sineOf(order * turned + 0.25));
          hit = gain * strength * inZone * (1 + 0.1 * load) * (1 + 0.1 * random.normal());
          next += interval * Math.max(0.5, 1 + train.slip * random.normal());
        }
        into[i]! += resonance.ring(hit);
      }
    },
  };
}

/** Bubbles that collapse at random moments, `rate` a second, each a blow of random strength. @param amplitude g, middling peak */
export function bursts(rate: Hertz, amplitude: number, mode: Mode, sampleRate: Hertz, random: Random): Voice {
  const resonance = new Resonance(mode, sampleRate);
  const strength = amplitude;
  const chance = rate / sampleRate;
  return {
    add(into, { load }, gain) {
      for (let i = 0; i < into.length; i++) {
        const hit = random.even() < chance ? gain * strength * (1 + 0.1 * load) * random.normal() : 0;
        into[i]! += resonance.ring(hit);
      }
    },
  };
}
