import type { Hertz } from "../../domain/units.ts";
import type { Random } from "./random.ts";
import { type Mode, Resonance } from "./resonance.ts";
import type { Drive, Voice } from "./voice.ts";

/** White noise: sensors, amplifiers. @param rms g */
export function whiteNoise(rms: number, random: Random): Voice {
  return {
    add(into, _drive, gain) {
      const strength = gain * rms;
      for (let i = 0; i < into.length; i++) into[i]! += strength * random.normal();
    },
  };
}

/** What friction, rolling and flow make of a structure: noise through one of its modes. @param rms g, over all frequencies */
export function modeNoise(rms: number, mode: Mode, sampleRate: Hertz, random: Random, loadShare = 0.08): Voice {
  const resonance = new Resonance(mode, sampleRate);
  const scale = rms / resonance.noiseGain;
  return {
    add(into, { load }: Drive, gain) {
      const strength = gain * scale * (1 + loadShare * load);
      for (let i = 0; i < into.length; i++) into[i]! += strength * resonance.ring(random.normal());
    },
  };
}

/** The floor of a hall: noise that falls with frequency from `corner` on, as from many far machines. @param rms g */
export function floorNoise(rms: number, corner: Hertz, sampleRate: Hertz, random: Random): Voice {
  const keep = Math.exp((-2 * Math.PI * corner) / sampleRate);
  const scale = rms * Math.sqrt(1 - keep * keep);
  let level = 0;
  return {
    add(into, _drive, gain) {
      for (let i = 0; i < into.length; i++) {
        level = keep * level + scale * random.normal();
        into[i]! += gain * level;
      }
    },
  };
}
