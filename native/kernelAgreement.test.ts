import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hann } from "../electron/features/hann.ts";
import { melBank } from "../electron/features/melBank.ts";
import { relativeDistance as distance } from "../test/makers/relativeDistance.ts";
import { seededNoise } from "../test/makers/seededNoise.ts";
import type { SignalKernel } from "./signalKernel.ts";
import { twinKernel } from "./twinKernel.ts";
import { openWasmKernel } from "./wasmKernel.ts";

const kernels = [openWasmKernel() as SignalKernel, twinKernel];
const powersOfTwo = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384];

/** Noise, a tone and an offset, at any level. */
const signals = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    exponent: fc.double({ min: -4, max: 4, noNaN: true }),
    tone: fc.double({ min: 0, max: 3, noNaN: true }),
    turn: fc.double({ min: 0, max: 3.1, noNaN: true }),
    offset: fc.constantFrom(0, 0, 0.5, -5),
  })
  .map(({ seed, exponent, tone, turn, offset }) => (length: number) => {
    const noise = seededNoise(seed);
    return Float32Array.from({ length }, (_, n) => 10 ** exponent * (noise() + tone * Math.sin(n * turn) + offset));
  });

const rates = fc.constantFrom(1000, 4267, 12_000, 16_000, 25_600, 44_100, 48_000, 51_200, 96_000);

describe("WebAssembly and twin agree", () => {
  it("on the frames of any signal, size and rate", () => {
    fc.assert(
      fc.property(signals, rates, fc.constantFrom(...powersOfTwo.slice(0, 7)), (make, rate, size) => {
        const bands = size < 256 ? 8 : 40;
        const setup = {
          window: hann(size, "symmetric"),
          bank: melBank(rate, size, bands),
          coefficients: bands / 2 - 1,
        };
        const samples = make(size + 5);
        const [got, want] = kernels.map((one) => {
          const plan = one.frames(setup);
          plan.analyse(samples, 5);
          plan.describe();
          plan.accumulate();
          plan.accumulate();
          return plan;
        });
        expect(distance(got!.power, want!.power)).toBeLessThan(1e-6);
        expect(distance(got!.powerSum, want!.powerSum)).toBeLessThan(1e-6);
        expect(distance(got!.amplitudes, want!.amplitudes)).toBeLessThan(1e-6);
        expect(distance(got!.bandLogs, want!.bandLogs)).toBeLessThan(1e-4);
        expect(distance(got!.cepstrum, want!.cepstrum)).toBeLessThan(1e-4);
        got!.sums.forEach((value, j) => {
          // one bin may tip over the 99 %; the number of changes of sign is exact
          const allowed = j === 8 ? 1 : j === 10 ? 0 : 1e-4 * Math.abs(want!.sums[j]!) + (j === 5 ? 1e-3 : 0);
          expect(Math.abs(value - want!.sums[j]!), `sum ${j}`).toBeLessThanOrEqual(allowed);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("on padded power spectra of any length", () => {
    fc.assert(
      fc.property(
        signals,
        fc.constantFrom(...powersOfTwo),
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        (make, size, share) => {
          const samples = make(Math.ceil(size * share));
          const setup = { window: hann(samples.length, "periodic"), size };
          const [got, want] = kernels.map((one) => one.power(setup).compute(samples));
          expect(distance(got!, want!)).toBeLessThan(3e-6);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("on envelopes of any length", () => {
    fc.assert(
      fc.property(
        signals,
        fc.constantFrom(...powersOfTwo),
        fc.double({ min: 0.51, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 7 }),
        (make, size, share, thinning) => {
          const samples = make(Math.ceil(size * share));
          const setup = { length: samples.length, size, lowest: size / 8, thinning };
          const [got, want] = kernels.map((one) => one.envelope(setup).compute(samples));
          expect(distance(got!, want!)).toBeLessThan(1e-4);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("on the sums of waveforms of any length", () => {
    fc.assert(
      fc.property(signals, fc.integer({ min: 1, max: 3000 }), (make, length) => {
        const samples = make(length);
        const [got, want] = kernels.map((one) => {
          const plan = one.statistics(length);
          const sums = plan.compute(samples);
          const levels = [0, -0, sums.mean, samples[0]!, -1e-50].map((level) => plan.crossings(level));
          return { sums, magnitudes: plan.magnitudes(), levels, centred: plan.centred };
        });
        const scale = Math.max(Math.abs(want!.sums.lowest), Math.abs(want!.sums.highest));
        const powers = { mean: 1, squares: 2, lowest: 1, highest: 1, second: 2, third: 3, fourth: 4 };
        for (const [key, power] of Object.entries(powers)) {
          const name = key as keyof typeof powers;
          const allowed = 1e-12 * length * scale ** power;
          expect(Math.abs(got!.sums[name] - want!.sums[name]), name).toBeLessThanOrEqual(allowed);
        }
        expect(Math.abs(got!.magnitudes.magnitude / want!.magnitudes.magnitude - 1)).toBeLessThan(1e-12);
        expect(Math.abs(got!.magnitudes.root / want!.magnitudes.root - 1)).toBeLessThan(1e-12);
        expect(got!.levels).toEqual(want!.levels);
        expect(distance(got!.centred, want!.centred)).toBeLessThan(1e-6);
      }),
    );
  });
});
