import type { Calibration } from "./calibration.ts";
import { Fault } from "./fault.ts";

/** What a USB accelerometer of The Modal Shop (Digiducer 333D01, 485B39, 633A) says of itself in its device name. */
export interface NamedAccelerometer {
  readonly model: string;
  readonly serialNumber: string;
  /** Day of its calibration, YYYY-MM-DD; missing when the system cut the name short just there. */
  readonly calibrated?: string | undefined;
  /** Channels A and B, for samples of full scale ±1. */
  readonly channels: readonly [Calibration, Calibration];
}

const models = /485B|333D|633A|SDC0/;
/** 2²³ / 9.80665: the sensitivity is in counts of 24 bits per m/s². */
const countsPerGravity = 855_400;
const countsOfFullScale = 8_388_608;

/** Where sensitivities and date stand, from the beginning of the model on, and what they mean. */
const formats: Readonly<
  Record<string, { readonly digits: number; readonly unit: "g" | "V"; readonly counts: number }>
> = {
  "1": { digits: 5, unit: "g", counts: countsPerGravity },
  "2": { digits: 7, unit: "V", counts: countsOfFullScale },
  // its sensitivities are stated twenty times too small
  "3": { digits: 7, unit: "V", counts: countsOfFullScale / 20 },
};

/**
 * Reads the calibration that travels in the name of the audio device.
 * @param name as the system lists it; words before the model do not matter
 * @returns null for the name of any other device
 * @throws Fault BAD_INPUT when the model is there but what follows cannot be read
 */
export function accelerometerOfName(name: string): NamedAccelerometer | null {
  const start = name.search(models);
  if (start < 0) return null;
  const text = name.slice(start);
  const format = formats[text.charAt(7)];
  if (!format) throw unreadable(name);
  const dateAt = 14 + 2 * format.digits;
  const date = text.slice(dateAt, dateAt + 6);
  const calibrated = dateOf(date);
  // What stands before the end of a name that was cut short is whole; what is no date says that the places are not these.
  const isCutShort = text.length < dateAt + 6 && /^\d*$/.test(date);
  if (!calibrated && !isCutShort) throw unreadable(name);
  const channel = (index: number): Calibration => {
    const digits = text.slice(14 + index * format.digits, 14 + (index + 1) * format.digits);
    const isWhole = digits.length === format.digits && /^\d+$/.test(digits);
    if (!isWhole || Number(digits) === 0) throw unreadable(name);
    return { sensitivity: Number(digits) / format.counts, gain: 0, unit: format.unit };
  };
  const channels = [channel(0), channel(1)] as const;
  return { model: text.slice(0, 6), serialNumber: text.slice(8, 14), channels, ...(calibrated && { calibrated }) };
}

/** YYMMDD of this century as a date that exists. */
function dateOf(text: string): string | null {
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  if (!year) return null;
  const date = `20${year}-${month}-${day}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : null;
}

function unreadable(name: string): Fault {
  return new Fault(
    "BAD_INPUT",
    `The calibration in the device name "${name}" cannot be read. Enter the sensitivity from the certificate.`,
  );
}
