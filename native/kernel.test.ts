import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { hann } from "../electron/features/hann.ts";
import { melBank } from "../electron/features/melBank.ts";
import { seededNoise } from "../test/makers/seededNoise.ts";
import { kernel } from "./kernel.ts";
import type { SignalKernel } from "./signalKernel.ts";
import { twinKernel } from "./twinKernel.ts";
import { openWasmKernel } from "./wasmKernel.ts";

const wasmKernel = openWasmKernel() as SignalKernel;
const kernels = [wasmKernel, twinKernel];
const powersOfTwo = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536];
const rectangle = (size: number) => new Float64Array(size).fill(1);
const oneBand = { first: [0], weights: [Float64Array.of(1)] };

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

/** As a runtime without SIMD answers to a module that needs it. */
function refusing(): never {
  throw new Error("CompileError: Wasm SIMD unsupported");
}

/** How far two arrays are apart, relative to the largest value. */
function distance(got: ArrayLike<number>, want: ArrayLike<number>): number {
  expect(got.length).toBe(want.length);
  let largest = 0;
  let worst = 0;
  for (let k = 0; k < want.length; k++) {
    largest = Math.max(largest, Math.abs(want[k]!));
    worst = Math.max(worst, Math.abs(got[k]! - want[k]!));
  }
  return largest === 0 ? worst : worst / largest;
}

describe("the kernel of this thread", () => {
  it("is the WebAssembly one", () => {
    expect(kernel.kind).toBe("wasm");
  });

  it.each([
    ["WebAssembly", undefined],
    ["SIMD in it", { Module: refusing }],
  ])("is the twin where there is no %s", async (_, api) => {
    vi.resetModules();
    vi.stubGlobal("WebAssembly", api);
    try {
      const elsewhere = await import("./kernel.ts");
      expect(elsewhere.kernel.kind).toBe("twin");
    } finally {
      vi.unstubAllGlobals();
      vi.resetModules();
    }
  });

  it("is what its sources give, byte for byte", () => {
    const build = join(import.meta.dirname, "assembly", "build.mjs");
    const { status, stderr } = spawnSync(process.execPath, [build, "--check"], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  }, 60_000);
});

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
        fc.constantFrom(...powersOfTwo.slice(0, 9)),
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
        fc.constantFrom(...powersOfTwo.slice(0, 9)),
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

describe.each(kernels)("the $kind kernel", (one) => {
  it.each(powersOfTwo)("knows an impulse, a constant and a cosine at size %i", (size) => {
    const plan = one.frames({ window: rectangle(size), bank: oneBand, coefficients: 1 });
    const impulse = new Float32Array(size);
    impulse[3] = 2;
    plan.analyse(impulse, 0);
    expect(distance(plan.power, new Float64Array(size / 2 + 1).fill(4))).toBeLessThan(1e-6);
    expect(plan.bandLogs[0]).toBeCloseTo(Math.log(5), 6);
    plan.analyse(new Float32Array(size).fill(1), 0);
    expect(plan.power[0]! / size ** 2).toBeCloseTo(1, 6);
    for (const bin of [1, 5, size / 4, size / 2 - 1, size / 2]) {
      plan.analyse(
        Float32Array.from({ length: size }, (_, n) => Math.cos((2 * Math.PI * ((bin * n) % size)) / size)),
        0,
      );
      const lines = new Float64Array(size / 2 + 1);
      lines[bin] = (bin === size / 2 ? size : size / 2) ** 2;
      expect(distance(plan.power, lines), `bin ${bin}`).toBeLessThan(1e-6);
    }
  });

  it("finds the envelope of a swelling carrier", () => {
    const size = 8192;
    const swell = (n: number) => 1 + 0.5 * Math.sin((2 * Math.PI * 8 * n) / size);
    const samples = Float32Array.from({ length: size }, (_, n) => swell(n) * Math.cos((2 * Math.PI * 2000 * n) / size));
    const envelope = one.envelope({ length: size, size, lowest: size / 8, thinning: 1 }).compute(samples);
    // half the magnitude of the analytic signal, at every second sample
    expect(
      distance(
        envelope,
        Float64Array.from(envelope, (_, n) => swell(2 * n)).map((x) => x),
      ),
    ).toBeLessThan(1e-5);
  });

  it.each([100, 250, 2000])("serves %i samples, which are no power of two", (size) => {
    const samples = Float32Array.from({ length: size }, (_, n) => Math.cos((2 * Math.PI * 10 * n) / size));
    const plan = one.frames({ window: rectangle(size), bank: oneBand, coefficients: 1 });
    plan.analyse(samples, 0);
    expect(plan.power[10]! / (size / 2) ** 2).toBeCloseTo(1, 6);
    const power = one.power({ window: rectangle(size), size }).compute(samples);
    expect(power[10]! / (size / 2) ** 2).toBeCloseTo(1, 6);
  });

  it("takes away a mean that float32 cannot hold", () => {
    // neighbours in float32, a quarter of the way between them
    const samples = Float32Array.from({ length: 256 }, (_, n) => 1000 + (n % 4 === 0 ? 2 ** -14 : 0));
    const power = one.power({ window: rectangle(256), size: 256 }).compute(samples);
    expect(power[64]! / (64 * 2 ** -14) ** 2).toBeCloseTo(1, 4);
    expect(power[0]! / power[64]!).toBeLessThan(1e-6);
  });

  it.each([-1, 1])("counts how often a level between two neighbours of float32 at %d is crossed", (sign) => {
    const below = sign * 1;
    const above = below + 2 ** (sign < 0 ? -24 : -23);
    const plan = one.statistics(100);
    plan.compute(Float32Array.from({ length: 100 }, (_, n) => (n % 2 === 0 ? below : above)));
    expect(plan.crossings((below + above) / 2 - 2 ** -27)).toBe(99);
    expect(plan.crossings(above)).toBe(99);
    expect(plan.crossings(below)).toBe(0);
  });

  it("gives nothing for silence", () => {
    const plan = one.frames({ window: rectangle(256), bank: oneBand, coefficients: 1 });
    plan.analyse(new Float32Array(256), 0);
    plan.describe();
    expect([...plan.power, ...plan.cepstrum]).toEqual(new Array(130).fill(0));
    expect([...plan.sums]).toEqual([0, 0, 0, 0, 0, Number.NEGATIVE_INFINITY, 0, 0, 128, 0, 0]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "lets no %d pass for a number",
    (broken) => {
      const samples = Float32Array.from({ length: 256 }, (_, n) => Math.sin(n));
      samples[100] = broken;
      const plan = one.frames({ window: hann(256, "symmetric"), bank: oneBand, coefficients: 1 });
      plan.analyse(samples, 0);
      expect(Number.isFinite(plan.cepstrum[0])).toBe(false);
      expect(Number.isFinite(one.power({ window: rectangle(256), size: 256 }).compute(samples)[0])).toBe(false);
      expect(Number.isFinite(one.statistics(256).compute(samples).squares)).toBe(false);
    },
  );
});
