import type { Commands } from "./commands.ts";
import type { LabJackModel } from "./labjackModel.ts";

/** Volts of a raw count. */
export type ToVolts = (raw: number) => number;

export interface LabJackCalibration {
  /** How an input converts. @param range ± volts */
  toVolts(input: number, range: number): ToVolts;
  /** false: the nominal constants of the model stand in for the device's own, which could not be read. */
  readonly isOwn: boolean;
}

const flashPointer = 61_810;
const flashValue = 61_812;
const constantsAt = 0x3c4000;
const floatsAtOnce = 13;

/** Nominal constants as the maker publishes them with its examples: slopes in volts a count, the count of 0 V. */
const nominalT7 = { slope: 0.00031580578, center: 33_523 };
const nominalT4High = { slope: 3.2356e-4, offset: -10.532 };
const nominalT4Low = { slope: 3.826692e-5, offset: 0.002484 };
const gains: readonly number[] = [10, 1, 0.1, 0.01];
/** Further from nominal than this, a constant is not one. */
const plausible = 0.05;
/** The inputs of a T4 that measure ±10 V; the others 0 to 2.5 V. */
const highInputs = 4;

/**
 * Reads the constants a device was calibrated with from its flash memory. T7: slope above and below the centre, for each of four
 * ranges (16 numbers); T4: slope and offset, for each of four inputs of ±10 V and once for the others (10 numbers).
 */
export async function readCalibration(commands: Commands, model: LabJackModel): Promise<LabJackCalibration> {
  const count = model === "T7" ? 16 : 10;
  let constants: number[] = [];
  try {
    constants = await readFlash(commands, count);
  } catch {
    // Firmware may refuse; the nominal constants serve, and the user is told.
  }
  return model === "T7" ? calibrationT7(constants) : calibrationT4(constants);
}

async function readFlash(commands: Commands, count: number): Promise<number[]> {
  const values: number[] = [];
  while (values.length < count) {
    const take = Math.min(floatsAtOnce, count - values.length);
    await commands.writeWhole(flashPointer, constantsAt + values.length * 4);
    const bytes = await commands.read(flashValue, 2 * take);
    for (let i = 0; i < take; i++) values.push(bytes.readFloatBE(4 * i));
  }
  return values;
}

function calibrationT7(constants: readonly number[]): LabJackCalibration {
  const isOwn = gains.every((gain, i) => {
    const [above, below, center] = constants.slice(4 * i, 4 * i + 3);
    const slope = (nominalT7.slope * gain) / 10;
    return isNear(above, slope) && isNear(below, -slope) && isNear(center, nominalT7.center);
  });
  return {
    isOwn,
    toVolts(_input, range) {
      const index = gains.indexOf(range);
      const slope = (nominalT7.slope * range) / 10;
      const own = constants.slice(4 * index, 4 * index + 3) as [number, number, number];
      const [above, below, center] = isOwn ? own : [slope, -slope, nominalT7.center];
      return (raw) => (raw < center ? (center - raw) * below : (raw - center) * above);
    },
  };
}

function calibrationT4(constants: readonly number[]): LabJackCalibration {
  const isOwn = Array.from({ length: highInputs + 1 }, (_, i) => i).every((i) => {
    const { slope } = i < highInputs ? nominalT4High : nominalT4Low;
    return isNear(constants[2 * i], slope) && Number.isFinite(constants[2 * i + 1]);
  });
  return {
    isOwn,
    toVolts(input) {
      const nominal = input < highInputs ? nominalT4High : nominalT4Low;
      const index = Math.min(input, highInputs);
      const [slope, offset] = isOwn
        ? [constants[2 * index]!, constants[2 * index + 1]!]
        : [nominal.slope, nominal.offset];
      return (raw) => raw * slope + offset;
    },
  };
}

function isNear(value: number | undefined, nominal: number): boolean {
  return value !== undefined && Math.abs(value - nominal) <= plausible * Math.abs(nominal);
}
