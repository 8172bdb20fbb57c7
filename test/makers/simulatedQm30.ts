import { decodeRegisters } from "../../electron/devices/modbus/decodeRegisters.ts";
import { planRequests } from "../../electron/devices/modbus/planRequests.ts";
import { shippedMaps } from "../../electron/devices/modbus/shippedMaps.ts";
import type { PointReport } from "../../electron/domain/reportCard.ts";
import { valueFeatures } from "../../electron/features/valueRecipe.ts";
import { type MeasuredByQm30, qm30Registers } from "./modbusSlave.ts";
import { seededNoise } from "./seededNoise.ts";

const map = shippedMaps.qm30vt2!;
const request = planRequests(map)[0]!;
/** The registers that a plant would take, with their channels: each value once. */
export const usedRegisters = map.registers.flatMap((entry, index) =>
  /from/.test(entry.name) ? [] : [{ ...entry, index }],
);

export interface Worse {
  /** Times the RMS velocity of z. */
  readonly z?: number;
  /** Degrees more. */
  readonly warmer?: number;
  /** Times everything that vibrates. */
  readonly running?: number;
}

/** A QM30VT2 on a fan that runs day and night: the hall warms up by day, over the week, and with the load, which goes up and down. */
export class SimulatedQm30 {
  readonly #random: () => number;
  readonly #load: number;

  /** @param load how far the vibration follows the load, as a share of itself */
  constructor(seed: number, load = 0.12) {
    this.#random = seededNoise(seed);
    this.#load = load;
  }

  measure(hours: number, { z = 1, warmer = 0, running = 1 }: Worse = {}): MeasuredByQm30 {
    const turn = (period: number) => Math.sin((2 * Math.PI * hours) / period);
    const load = 1 + this.#load * (turn(5.1) + 0.4 * turn(1.7));
    const jitter = () => running * (1 + 0.04 * this.#random());
    return {
      temperature: 46 + 5 * turn(24) + 2 * turn(175) + 4 * (load - 1) + 0.1 * this.#random() + warmer,
      z: 1.6 * load * jitter() * z,
      x: 1.1 * load * jitter(),
      acceleration: 0.15 * load ** 0.7 * jitter(),
      kurtosis: 3 + 0.25 * this.#random(),
      crest: 3.6 * (1 + 0.08 * this.#random()),
      frequency: 24.8 + 0.1 * this.#random(),
    };
  }

  /** What the pipeline makes of one reading: shape [points]. */
  window(hours: number, worse?: Worse): Float32Array<ArrayBuffer> {
    const values = decodeRegisters(map, [{ request, registers: qm30Registers(this.measure(hours, worse)) }]);
    return Float32Array.from(
      usedRegisters,
      ({ quantity, index }) => valueFeatures(quantity, Float32Array.of(values[index]!))![0]!,
    );
  }

  /** Read every ten seconds. */
  session(hour: number, minutes: number) {
    const windows = Array.from({ length: 6 * minutes }, (_, n) => this.window(hour + n / 360));
    return { from: hour * 3_600_000, to: hour * 3_600_000 + minutes * 60_000, windows };
  }
}

/** The points that hang on it, read every ten seconds. */
export const qm30Points: readonly PointReport[] = usedRegisters.map(({ name, quantity }) => {
  return { id: name, sampleRate: 0.1, value: quantity };
});
