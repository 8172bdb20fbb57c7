import { Fault } from "./fault.ts";
import type { Decibels, Hertz } from "./units.ts";

/** Frequency response of a measurement microphone, from the file that comes with it (miniDSP UMIK-1, UMIK-2 and alike). */
export interface MicrophoneCurve {
  /** As stated; null when the file does not say. What it means in pascal is not published: calibrate the level with a calibrator. */
  readonly sensitivityFactor: Decibels | null;
  readonly analogGain: Decibels | null;
  readonly serialNumber: string | null;
  /** Rising, Hz. */
  readonly frequencies: readonly Hertz[];
  /** What the microphone reads too much at each; to be subtracted. */
  readonly responses: readonly Decibels[];
}

const number = String.raw`([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)`;
const row = new RegExp(String.raw`^${number}[\t ,;]+${number}(?:[\t ,;].*)?$`);
/** No microphone is off by more: the columns are mixed up. */
const largestResponse = 60;

/**
 * Reads a calibration file: a line such as `"Sens Factor =-12.07dB, AGain =18dB, SERNO: 8108494"`, comment lines in quotes or after
 * `*` or `#`, then frequency and decibels, one pair a line.
 * @param name of the file, for the sentence of a fault
 * @throws Fault BAD_FILE naming the line that is wrong, or saying that there are fewer than two rows
 */
export function parseMicrophoneCurve(text: string, name: string): MicrophoneCurve {
  const frequencies: Hertz[] = [];
  const responses: Decibels[] = [];
  let header = "";
  for (const [index, whole] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = whole.trim();
    if (line === "") continue;
    if (frequencies.length === 0 && isRemark(line)) {
      header += `${line}\n`;
      continue;
    }
    const refuse = (why: string) =>
      new Fault(
        "BAD_FILE",
        `Line ${index + 1} of ${name} ${why}: "${line.slice(0, 40)}". Get the file anew from the maker.`,
        {
          details: { line: index + 1 },
        },
      );
    const [, frequencyText, responseText] = row.exec(line) ?? [];
    if (frequencyText === undefined || responseText === undefined) throw refuse("is not a frequency and decibels");
    const [frequency, response] = [Number(frequencyText), Number(responseText)];
    if (!(frequency > 0 && Number.isFinite(frequency))) throw refuse("has a frequency that is not above 0 Hz");
    if (frequency <= (frequencies.at(-1) ?? 0)) throw refuse("has a frequency that is not above the one before");
    if (!(Math.abs(response) <= largestResponse)) throw refuse(`has a response beyond ±${largestResponse} dB`);
    frequencies.push(frequency);
    responses.push(response);
  }
  if (frequencies.length < 2) {
    throw new Fault(
      "BAD_FILE",
      `${name} holds ${frequencies.length} rows of frequency and decibels; at least 2 are needed.`,
    );
  }
  const stated = (label: string) => {
    const found = new RegExp(String.raw`${label}\s*=?\s*${number}\s*dB`, "i").exec(header)?.[1];
    return found === undefined ? null : Number(found);
  };
  return {
    sensitivityFactor: stated("Sens Factor"),
    analogGain: stated("AGain"),
    serialNumber: /SERNO:?\s*([\w-]+)/i.exec(header)?.[1] ?? null,
    frequencies,
    responses,
  };
}

function isRemark(line: string): boolean {
  return /^["*#]/.test(line) || /Sens Factor/i.test(line);
}

/** The response at a frequency: linear in decibels over log frequency, the end values held beyond the ends (also at 0 Hz). */
export function responseAt({ frequencies, responses }: MicrophoneCurve, frequency: Hertz): Decibels {
  const last = frequencies.length - 1;
  if (!(frequency > frequencies[0]!)) return responses[0]!;
  if (frequency >= frequencies[last]!) return responses[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (frequencies[middle]! <= frequency) low = middle;
    else high = middle;
  }
  const share = Math.log(frequency / frequencies[low]!) / Math.log(frequencies[high]! / frequencies[low]!);
  return responses[low]! + share * (responses[high]! - responses[low]!);
}
