import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { hann } from "../electron/features/hann.ts";
import { relativeDistance as distance } from "../test/makers/relativeDistance.ts";
import { kernel } from "./kernel.ts";
import type { SignalKernel } from "./signalKernel.ts";
import { twinKernel } from "./twinKernel.ts";
import { openWasmKernel } from "./wasmKernel.ts";

const wasmKernel = openWasmKernel() as SignalKernel;
const kernels = [wasmKernel, twinKernel];
const powersOfTwo = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536];
const rectangle = (size: number) => new Float64Array(size).fill(1);
const oneBand = { first: [0], weights: [Float64Array.of(1)] };

/** As a runtime without SIMD answers to a module that needs it. */
function refusing(): never {
  throw new Error("CompileError: Wasm SIMD unsupported");
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
