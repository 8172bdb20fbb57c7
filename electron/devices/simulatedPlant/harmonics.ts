import type { Hertz } from "../../domain/units.ts";
import { type Random, sineOf } from "./random.ts";
import type { Drive, Voice } from "./voice.ts";

/** [order of the main shaft, amplitude in g] */
export type Line = readonly [order: number, amplitude: number];

/** Lines locked to the shaft; with the load they grow by `loadShare`. Gear mesh is a line with sidebands as further lines. */
export function harmonics(lines: readonly Line[], random: Random, loadShare = 0.08): Voice {
  const phases = lines.map(() => random.even());
  return {
    add(into, { revolutions, load }: Drive, gain) {
      lines.forEach(([order, amplitude], index) => {
        const strength = gain * amplitude * (1 + loadShare * load);
        const phase = phases[index]!;
        for (let i = 0; i < into.length; i++) into[i]! += strength * sineOf(order * revolutions[i]! + phase);
      });
    },
  };
}

/** A mesh or pass frequency with one pair of sidebands a carrier revolution apart: amplitude modulation of depth `depth`. */
export function withSidebands(order: number, amplitude: number, carrier: number, depth: number): readonly Line[] {
  return [
    [order, amplitude],
    [order - carrier, (amplitude * depth) / 2],
    [order + carrier, (amplitude * depth) / 2],
  ];
}

/** Lines of the electrical supply: they do not follow the shaft. `lines` are [frequency in Hz, amplitude in g]. */
export function supplyHum(lines: readonly (readonly [Hertz, number])[], random: Random): Voice {
  const phases = lines.map(() => random.even());
  return {
    add(into, { sampleRate, load }, gain) {
      lines.forEach(([frequency, amplitude], index) => {
        const strength = gain * amplitude * (1 + 0.1 * load);
        let phase = phases[index]!;
        for (let i = 0; i < into.length; i++) {
          into[i]! += strength * sineOf(phase);
          phase += frequency / sampleRate;
        }
        phases[index] = phase - Math.floor(phase);
      });
    },
  };
}
