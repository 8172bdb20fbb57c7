import { describe, expect, it } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { CalibratorTone } from "./calibratorTone.ts";

const rate = 48_000;
const sine =
  (frequency: number, rms: number) =>
  (n: number, at = rate) =>
    rms * Math.SQRT2 * Math.sin((2 * Math.PI * frequency * n) / at + 0.3);

/** What comes out after so many seconds of a signal, handed over in pieces as a device sends them. */
function measured(
  signal: (n: number) => number,
  { seconds = 6, sampleRate = rate, frequency = 1000, level = 1.0024, float32 = true } = {},
) {
  const tone = new CalibratorTone({ sampleRate, frequency, level });
  const piece = Math.round(sampleRate / 10) + 7;
  for (let from = 0; from < seconds * sampleRate; from += piece) {
    const length = Math.min(piece, seconds * sampleRate - from);
    const samples = Float32Array.from({ length }, (_, i) => signal(from + i));
    tone.push(float32 ? samples : samples.map((sample) => Math.round(sample * 32_768) / 32_768));
  }
  return tone.measurement();
}

const decibels = (ratio: number) => 20 * Math.log10(ratio);

describe("a calibrator", () => {
  it.each([1000, 1000.37, 987.2, 1043.5])(
    "of 1 kHz that gives %d Hz is measured to a thousandth of a decibel",
    (frequency) => {
      const found = measured(sine(frequency, 0.05));
      expect(found.verdict).toBe("good");
      expect(found.elapsed).toBe(6);
      expect(found.frequency).toBeCloseTo(frequency, 3);
      expect(Math.abs(decibels(found.sensitivity! / (0.05 / 1.0024)))).toBeLessThan(0.001);
      expect(found.stability).toBeLessThan(0.001);
    },
  );

  it("of 159.2 Hz is measured among mains hum, an offset and noise", () => {
    const noise = seededNoise(3);
    const hum = [sine(50, 0.02), sine(100, 0.005), sine(150, 0.01), sine(250, 0.003)];
    const heard = (n: number) =>
      0.3 + sine(159.155, 0.02)(n) + hum.reduce((sum, each) => sum + each(n), 0) + 0.002 * noise();
    const found = measured(heard, { frequency: 159.155, level: 10 });
    expect(found.verdict).toBe("good");
    expect(found.frequency).toBeCloseTo(159.155, 1);
    expect(Math.abs(decibels(found.sensitivity! / 0.002))).toBeLessThan(0.02);
  });

  it("is measured at the rate of a slow accelerometer, and in steps of a converter", () => {
    const found = measured((n) => sine(159.155, 0.004)(n, 1600), {
      sampleRate: 1600,
      frequency: 159.155,
      level: 1,
      float32: false,
    });
    expect(found.verdict).toBe("good");
    expect(Math.abs(decibels(found.sensitivity! / 0.004))).toBeLessThan(0.01);
  });

  it("in noise as loud as itself: the noise within 2 Hz is all that matters", () => {
    // White noise of the same RMS: 2·ENBW/N = 2·2/48000 of its power is in the window, half of that in phase with the tone.
    const noise = seededNoise(5);
    let squares = 0;
    for (let i = 0; i < 100_000; i++) squares += noise() ** 2;
    const scale = 0.05 / Math.sqrt(squares / 100_000);
    const found = measured((n) => sine(1000, 0.05)(n) + scale * noise(), { seconds: 12 });
    expect(found.stability).toBeGreaterThan(0.02);
    expect(found.stability).toBeLessThan(0.12);
    expect(Math.abs(decibels(found.sensitivity! / (0.05 / 1.0024)))).toBeLessThan(0.08);
  });

  it("of another frequency is told with that frequency, even where its harmonic falls onto the nominal one", () => {
    const pistonphone = (n: number) => sine(250, 0.2)(n) + sine(500, 0.004)(n) + sine(1000, 0.002)(n);
    const found = measured(pistonphone);
    expect(found).toMatchObject({ verdict: "wrong tone" });
    expect(found.frequency).toBeCloseTo(250, 2);
    expect(found.sensitivity).toBeUndefined();
  });

  it("that is not there: silence, an offset, white noise, noise that falls with frequency, samples that are none", () => {
    const noise = seededNoise(11);
    let walk = 0;
    const brown = () => (walk = 0.9999 * walk + 0.001 * noise());
    for (const signal of [() => 0, () => 0.25, () => 0.1 * noise(), brown, () => Number.NaN]) {
      const found = measured(signal, { seconds: 3 });
      expect(found).toEqual({ elapsed: 3, verdict: "no tone" });
    }
  });

  it("that drives the input to its limits is not measured, and clips as the closed form says", () => {
    // Fundamental of a sine cut off at the share r of its amplitude: (2/π)(asin r + r√(1 − r²)).
    const r = 0.8;
    // Not 1000 Hz, or the alias of the 47th harmonic would lie on it.
    const cut = (n: number) => Math.max(-0.8, Math.min(0.8, sine(1003.7, Math.SQRT1_2)(n)));
    const found = measured(cut);
    expect(found.verdict).toBe("clipped");
    const fundamental = (2 / Math.PI) * (Math.asin(r) + r * Math.sqrt(1 - r * r)) * Math.SQRT1_2;
    expect(found.sensitivity! * 1.0024).toBeCloseTo(fundamental, 4);
    const oneSided = (n: number) => Math.min(0.9, 0.4 + sine(1000, 0.5)(n));
    expect(measured(oneSided).verdict).toBe("clipped");
  });

  it("is not clipped because its period has few samples, which lie at the same height again and again", () => {
    const verdicts = [8000, 12_000, 16_000, 24_000, 48_000].flatMap((sampleRate) =>
      [0, 0.25, 0.5].map((shift) => {
        const whole = (n: number) => 0.1 * Math.sin((2 * Math.PI * 1000 * (n + shift)) / sampleRate);
        return measured(whole, { sampleRate, float32: false }).verdict;
      }),
    );
    expect(new Set(verdicts)).toEqual(new Set(["good"]));
  });

  it("of few samples a period that is cut off is clipped all the same", () => {
    for (const sampleRate of [16_000, 24_000, 48_000]) {
      const cut = (n: number) => Math.max(-0.9, Math.min(0.9, sine(1000.4, Math.SQRT1_2)(n, sampleRate)));
      expect(measured(cut, { sampleRate }).verdict).toBe("clipped");
    }
  });

  it("that is held unsteadily is unsteady, by as much as it moved", () => {
    // Second k has the level 1 + (−1)^k·0.02: ±0.17 dB.
    const found = measured((n) => sine(1000, 0.05)(n) * (1 + (Math.floor(n / rate) % 2 === 0 ? 0.02 : -0.02)), {
      seconds: 8,
    });
    expect(found.verdict).toBe("unsteady");
    const step = decibels(1.02 / 0.98) / 2;
    expect(found.stability).toBeCloseTo(step * Math.sqrt(8 / 7), 2);
  });

  it("counts from the first whole second on, and is good after three", () => {
    const late = (n: number) => (n < 1.4 * rate ? 0 : sine(1000, 0.05)(n));
    const verdicts = [1, 2, 3, 4, 5, 6].map((seconds) => measured(late, { seconds }).verdict);
    expect(verdicts).toEqual(["no tone", "listening", "listening", "listening", "good", "good"]);
    expect(Math.abs(decibels(measured(late, { seconds: 6 }).sensitivity! / (0.05 / 1.0024)))).toBeLessThan(0.001);
  });

  it("goes on after a gap as though nothing had been", () => {
    const tone = new CalibratorTone({ sampleRate: rate, frequency: 1000, level: 1 });
    for (let second = 0; second < 5; second++) {
      tone.push(Float32Array.from({ length: rate }, (_, i) => sine(1000, 0.1)(i)));
      tone.push(Float32Array.from({ length: 5000 }, (_, i) => sine(1000, 0.1)(i)));
      tone.interrupt();
    }
    expect(tone.measurement()).toMatchObject({ verdict: "good" });
    expect(tone.measurement().stability).toBeLessThan(0.001);
  });

  it("must be one that the rate carries", () => {
    for (const wish of [
      { sampleRate: 400, frequency: 1000, level: 1 },
      { sampleRate: rate, frequency: 1000, level: 0 },
      { sampleRate: 0, frequency: 1000, level: 1 },
    ]) {
      expect(() => new CalibratorTone(wish)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
    }
  });
});
