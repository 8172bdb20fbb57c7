import type { TrendRow } from "../../electron/contract/componentsContract.ts";
import type { DisplaySpectrum, HealthySpectrum, LineSpectrum } from "../../electron/domain/alert.ts";
import { spectrumLines } from "../../electron/pipeline/spectrumLines.ts";

const bands = 512;
const top = 12_800;

export function inventSpectrum(loud: boolean): DisplaySpectrum {
  const levels = Array.from({ length: bands }, (_, band) => {
    const frequency = (band * top) / bands;
    const hump = loud ? 12 * Math.exp(-(((frequency - 3150) / 220) ** 2)) : 0;
    return -52 - frequency / 500 + hump + (band % 21 === 2 ? 14 * Math.exp(-frequency / 3000) : 0) + Math.random() * 4;
  });
  return { top, levels };
}

/** What every live spectrum holds, for a cursor to find: amplitude in g at a frequency between two lines, and its second harmonic. */
export const inventedTone = { frequency: 1000.4, amplitude: 0.5, harmonicAmplitude: 0.1 } as const;
let toned: LineSpectrum | undefined;

/** The lines of those tones in a little noise, by the station's own transform; made once. */
export function toneLines(): LineSpectrum | undefined {
  if (toned !== undefined) return toned;
  const { frequency, amplitude, harmonicAmplitude } = inventedTone;
  const samples = Float32Array.from({ length: 16_384 }, (_, n) => {
    const phase = (2 * Math.PI * frequency * n) / (2 * top);
    return amplitude * Math.sin(phase) + harmonicAmplitude * Math.sin(2 * phase) + (Math.random() - 0.5) * 0.01;
  });
  toned = spectrumLines(samples, 2 * top);
  return toned;
}

export function healthySpectrum(): HealthySpectrum {
  const middle = inventSpectrum(false).levels;
  return { top, low: middle.map((level) => level - 5), middle, high: middle.map((level) => level + 5) };
}

export function trendRows(from: number, to: number, step: number, loudFrom: number | undefined): TrendRow[] {
  const rows: TrendRow[] = [];
  for (let time = Math.ceil(from / step) * step; time < to; time += step) {
    const share = (time - from) / (to - from);
    if (share > 0.3 && share < 0.36) continue;
    const wave = 1.1 + 0.25 * Math.sin(time / 900_000) + 0.2 * Math.abs(Math.sin(time * 12.9898));
    const rise = loudFrom !== undefined && time > loudFrom ? Math.min(9, (time - loudFrom) / 300_000 + 1.5) : 0;
    const mean = wave + rise;
    rows.push({ time, min: mean * 0.85, mean, max: mean * 1.2 });
  }
  return rows;
}
