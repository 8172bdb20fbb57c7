import { keepPlans } from "../../native/keepPlans.ts";
import { kernel } from "../../native/kernel.ts";
import type { EnvelopePlan, PowerPlan } from "../../native/signalKernel.ts";
import type { Hertz } from "../domain/units.ts";
import { periodicHann } from "./hann.ts";

/** How strongly the high-frequency part of a signal swells and fades, band by band of the swelling's own frequency. */
export interface Modulation {
  /** Shape [bands + 1]: limits of the bands in Hz, equally spaced in log frequency. */
  readonly edges: readonly Hertz[];
  /**
   * @param samples shape [N], N ≥ 64, without its mean
   * @param into shape [bands]: ln of the mean power of the envelope in each band relative to the envelope's mean square;
   *   all at the floor when there is nothing above an eighth of the sample rate
   */
  compute(samples: Float32Array, into: Float64Array): void;
}

/** ln of the smallest relative power that is told apart from nothing. */
export const modulationFloor = Math.log(1e-9);

/**
 * Envelope of everything above an eighth of the sample rate (there bearing and tooth impacts ring, and shaft harmonics do not reach):
 * analytic signal by a brick-wall filter, moved down to 0 Hz, so that half the sample rate holds it.
 * R. B. Randall and J. Antoni, "Rolling element bearing diagnostics: a tutorial", MSSP 25 (2011).
 */
export function modulation(sampleRate: Hertz, bands = 8): Modulation {
  const top = Math.min(1000, sampleRate / 8);
  const bottom = Math.max(3, top / 2 ** bands);
  const edges = Array.from({ length: bands + 1 }, (_, i) => bottom * (top / bottom) ** (i / bands));
  // averaging blocks thin the envelope to what its bands need
  const thinning = Math.max(1, Math.floor(sampleRate / 2 / (4 * top)));
  const envelopeRate = sampleRate / 2 / thinning;

  let demodulate: EnvelopePlan | undefined;
  let spectrum: PowerPlan | undefined;
  let sumOfSquares = 0;

  function compute(samples: Float32Array, into: Float64Array): void {
    // windows of a stream are all of one length: buffers and plans are made for the first
    if (demodulate?.length !== samples.length) demodulate = demodulator(samples.length, thinning);
    const envelope = demodulate.compute(samples);
    if (spectrum?.length !== envelope.length) {
      spectrum = envelopePower(envelope.length);
      ({ sumOfSquares } = periodicHann(envelope.length));
    }
    const count = envelope.length;
    let square = 0;
    for (let n = 0; n < count; n++) square += envelope[n]! ** 2;
    square /= count;
    if (!(square > 0)) {
      into.fill(modulationFloor);
      return;
    }
    const power = spectrum.compute(envelope);
    const { size } = spectrum;
    for (let b = 0; b < bands; b++) {
      const first = Math.round((edges[b]! * size) / envelopeRate);
      const last = Math.max(first, Math.round((edges[b + 1]! * size) / envelopeRate) - 1);
      let sum = 0;
      for (let k = first; k <= last; k++) sum += power[k]!;
      const share = (2 * sum) / ((last - first + 1) * sumOfSquares * square);
      into[b] = Math.max(modulationFloor, Math.log(share));
    }
  }
  return { edges, compute };
}

const demodulators = keepPlans<EnvelopePlan>(16);
const powers = keepPlans<PowerPlan, number>(16);

function demodulator(length: number, thinning: number): EnvelopePlan {
  const size = 2 ** Math.ceil(Math.log2(length));
  return demodulators(`${length} ${thinning}`, () => kernel.envelope({ length, size, lowest: size / 8, thinning }));
}

function envelopePower(length: number): PowerPlan {
  // padding puts several bins into the narrowest band
  const size = 2 ** Math.ceil(Math.log2(2 * length));
  return powers(length, () => kernel.power({ window: periodicHann(length).values, size }));
}
