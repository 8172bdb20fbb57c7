import { Fault } from "../../domain/fault.ts";
import { type Hertz, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import { openRegularFile } from "./openRegularFile.ts";
import { readUffBlocks } from "./readUffBlocks.ts";
import type { Recording } from "./recording.ts";
import { scanUff, type UffContents } from "./scanUff.ts";
import { type UffFunction, uffTypeName } from "./uffFunction.ts";

const timeResponse = 1;
const timeAxis = 17;

/**
 * Looks at a Universal File (dataset 58, text or binary): every function over evenly spaced time is a channel.
 * @throws Fault BAD_FILE when it holds something else, is cut, or its functions differ in rate or length
 */
export async function openUff(path: string): Promise<Recording> {
  await using file = await openRegularFile(path);
  const { size, mtimeMs } = await file.stat();
  const contents = await scanUff(file, size);
  if (typeof contents === "string") throw refused(path, `cannot be read: ${contents}`, "Export it again");
  const channels = contents.functions.filter(isTimeData);
  const first = channels[0];
  if (!first)
    throw refused(path, `holds no time data, but ${inWords(contents)}`, "Export the time signals as dataset 58");
  for (const [i, { step, count, evenly, from, name }] of channels.entries()) {
    if (!evenly || !(step > 0)) {
      throw refused(path, `holds "${name}" with unevenly spaced samples`, "Export it with a constant sample rate");
    }
    if (Math.abs(step / first.step - 1) > 1e-6 || count !== first.count || Math.abs(from - first.from) > step) {
      const message = `holds functions that do not belong together: "${first.name}" has ${first.count} samples every ${first.step} s, "${name}" (number ${i + 1}) ${count} every ${step} s`;
      throw refused(path, message, "Export one measurement to a file");
    }
  }
  const began = first.written === "" ? undefined : writtenTime(first.written);
  return {
    path,
    format: first.encoding === "text" ? "UFF58" : "UFF58, binary",
    names: unique(channels.map(({ name, complex }) => (complex ? `${name} (real part)` : name))),
    measures: channels.map(({ measure }) => measure),
    sampleRate: rateOf(first.step),
    frames: first.count,
    provenByReading: true,
    startTime: began === undefined ? undefined : began + first.from * millisecondsPerSecond,
    modified: mtimeMs,
    blocks: (length) => readUffBlocks(path, channels, length),
  };
}

const isTimeData = ({ type, abscissa }: UffFunction) => type === timeResponse || (type === 0 && abscissa === timeAxis);

/** A step has six digits: 51 200 Hz are written as 1.95313E-05 s. */
function rateOf(step: number): Hertz {
  const rate = 1 / step;
  const whole = Math.round(rate);
  return whole > 0 && Math.abs(rate - whole) < 5e-6 * rate ? whole : rate;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** "22-NOV-26 12:34:56" in the time of this place; undefined for anything else. */
function writtenTime(text: string): UtcMilliseconds | undefined {
  const parts = /^(\d{1,2})-([a-z]{3})-(\d{4}|\d{2})\s+(\d{1,2}):(\d{2}):(\d{2})/i.exec(text);
  if (!parts) return undefined;
  const [day, hour, minute, second] = [parts[1], parts[4], parts[5], parts[6]].map(Number);
  const month = months.indexOf(parts[2]!.toUpperCase());
  const year = Number(parts[3]) + (parts[3]!.length > 2 ? 0 : Number(parts[3]) < 70 ? 2000 : 1900);
  return month < 0 ? undefined : new Date(year, month, day, hour, minute, second).getTime();
}

/** Two functions of one name are told apart by their number. */
function unique(names: readonly string[]): string[] {
  return names.map((name, i) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${i + 1})`));
}

function inWords({ functions, others }: UffContents): string {
  const types = [...new Set(functions.map(({ type }) => uffTypeName(type)))];
  const held = [
    ...(types.length > 0 ? [`functions of the type ${types.join(", ")}`] : []),
    ...(others.length > 0 ? [`dataset${others.length > 1 ? "s" : ""} ${others.slice(0, 20).join(", ")}`] : []),
  ];
  return held.join(" and ") || "nothing";
}

function refused(path: string, what: string, remedy: string): Fault {
  return new Fault("BAD_FILE", `${path} ${what}. ${remedy}.`, { details: { path } });
}
