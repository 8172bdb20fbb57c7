import { signals } from "./channelInfo.ts";
import { checksumKinds, checksumSize } from "./checksumKinds.ts";
import { Fault } from "./fault.ts";
import {
  type Endian,
  endians,
  type FrameChecksum,
  type FrameField,
  type FrameFormat,
  fieldSize,
  fieldTypes,
  longestFoundFrame,
  longestFrame,
} from "./frameFormat.ts";
import { quantities, units } from "./units.ts";

type Entries = Readonly<Record<string, unknown>>;
const mostChannels = 256;

/** @throws Fault BAD_INPUT naming the entry and what it may be */
export function parseFrameFormat(text: string): FrameFormat {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (cause) {
    throw wrong("frame", `must be JSON (${(cause as Error).message})`, cause);
  }
  const frame = entries(read, "frame", [
    "sync",
    "length",
    "lengths",
    "endian",
    "samples",
    "stride",
    "signal",
    "fields",
    "checksum",
  ]);
  const sync = syncBytes(frame.sync);
  const least = sync.length + 1;
  const length = optional(frame.length, () => whole(frame.length, "length", least, longestFrame));
  const lengths = optional(frame.lengths, () =>
    list(frame.lengths, "lengths", 16).map((each, i) => whole(each, `lengths[${i}]`, least, longestFrame)),
  );
  if (length !== undefined && lengths) throw wrong("lengths", "may not stand beside length");
  const samples = optional(frame.samples, () => whole(frame.samples, "samples", 1, longestFrame)) ?? 1;
  const stride = optional(frame.stride, () => whole(frame.stride, "stride", 0, longestFrame));
  const endian = optional(frame.endian, () => oneOf(frame.endian, "endian", endians));
  const fields = list(frame.fields, "fields", mostChannels).map((each, i) => readField(each, `fields[${i}]`));
  const shortest = length ?? (lengths ? Math.min(...lengths) : longestFoundFrame);
  for (const [i, field] of fields.entries()) {
    const step = field.stride ?? stride;
    if (samples > 1 && step === undefined) throw wrong("stride", "is needed when a frame holds several samples");
    const end = field.at + (samples - 1) * (step ?? 0) + fieldSize(field.type);
    if (end > shortest)
      throw wrong(
        `fields[${i}].at`,
        `lets "${field.name}" reach beyond the ${shortest} bytes of a frame${length || lengths ? "" : " whose length is not given"}`,
      );
  }
  const checksum = optional(frame.checksum, () => readChecksum(frame.checksum, shortest, length !== undefined));
  return {
    sync: sync.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" "),
    ...(length !== undefined && { length }),
    ...(lengths && { lengths }),
    ...(endian && { endian }),
    ...(samples > 1 && { samples }),
    ...(stride !== undefined && { stride }),
    ...(frame.signal !== undefined && { signal: oneOf(frame.signal, "signal", signals) }),
    fields,
    ...(checksum && { checksum }),
  };
}

/** @returns shape [1…8], each 0…255 */
export function syncBytes(sync: unknown): number[] {
  const digits = typeof sync === "string" ? sync.replace(/0x|[\s,]/gi, "") : "";
  if (!/^([0-9a-f]{2}){1,8}$/i.test(digits)) throw wrong("sync", 'must be 1 to 8 bytes in hexadecimal, like "AA 55"');
  return digits.match(/../g)!.map((byte) => Number.parseInt(byte, 16));
}

function readField(value: unknown, place: string): FrameField {
  const names = ["name", "at", "type", "endian", "scale", "offset", "quantity", "unit", "stride"];
  const field = entries(value, place, names);
  const { name } = field;
  if (typeof name !== "string" || name.trim() === "" || name.length > 120)
    throw wrong(`${place}.name`, "must be a text of 1 to 120 characters");
  const scale = optional(field.scale, () => finite(field.scale, `${place}.scale`));
  if (scale === 0) throw wrong(`${place}.scale`, "must not be 0");
  return {
    name: name.trim(),
    at: whole(field.at, `${place}.at`, 0, longestFrame - 1),
    type: oneOf(field.type, `${place}.type`, fieldTypes),
    ...endianOf(field, place),
    ...(scale !== undefined && { scale }),
    ...(field.offset !== undefined && { offset: finite(field.offset, `${place}.offset`) }),
    ...(field.quantity !== undefined && { quantity: oneOf(field.quantity, `${place}.quantity`, quantities) }),
    ...(field.unit !== undefined && { unit: oneOf(field.unit, `${place}.unit`, units) }),
    ...(field.stride !== undefined && { stride: whole(field.stride, `${place}.stride`, 0, longestFrame) }),
  };
}

/** @param fixed whether all frames are `length` bytes long; otherwise that is only the shortest they may be */
function readChecksum(value: unknown, length: number, fixed: boolean): FrameChecksum {
  const checksum = entries(value, "checksum", ["kind", "from", "to", "at", "endian"]);
  const kind = oneOf(checksum.kind, "checksum.kind", checksumKinds);
  const at = whole(checksum.at, "checksum.at", -longestFrame, longestFrame);
  const from = optional(checksum.from, () => whole(checksum.from, "checksum.from", 0, longestFrame));
  const to = optional(checksum.to, () => whole(checksum.to, "checksum.to", -longestFrame, longestFrame));
  const placed = (place: number) => (place < 0 ? length + place : place);
  if (placed(at) < 0 || placed(at) + checksumSize(kind) > length)
    throw wrong("checksum.at", `lets the checksum reach beyond the ${length} bytes of a frame`);
  const end = placed(to ?? at);
  if (end > length || end <= (from ?? 0)) throw wrong("checksum.to", "must lie behind checksum.from, within the frame");
  if (fixed && (from ?? 0) < placed(at) + checksumSize(kind) && end > placed(at))
    throw wrong("checksum.to", "must leave out the checksum itself");
  return {
    kind,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    at,
    ...endianOf(checksum, "checksum"),
  };
}

function endianOf(value: Entries, place: string): { endian?: Endian } {
  return value.endian === undefined ? {} : { endian: oneOf(value.endian, `${place}.endian`, endians) };
}

function optional<Value>(value: unknown, read: () => Value): Value | undefined {
  return value === undefined || value === null ? undefined : read();
}

function entries(value: unknown, place: string, known: readonly string[]): Entries {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrong(place, "must be an object { … }");
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  if (stranger !== undefined) throw wrong(place, `has no entry "${stranger}"; known are ${known.join(", ")}`);
  // A person who empties an entry leaves null behind.
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null));
}

function list(value: unknown, place: string, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > most)
    throw wrong(place, `must be a list of 1 to ${most} entries`);
  return value;
}

function whole(value: unknown, place: string, low: number, high: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < low || value > high)
    throw wrong(place, `must be a whole number from ${low} to ${high}`);
  return value;
}

function finite(value: unknown, place: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw wrong(place, "must be a number");
  return value;
}

function oneOf<Choice extends string>(value: unknown, place: string, choices: readonly Choice[]): Choice {
  if (!choices.includes(value as Choice)) throw wrong(place, `must be one of ${choices.join(", ")}`);
  return value as Choice;
}

function wrong(place: string, problem: string, cause?: unknown): Fault {
  return new Fault("BAD_INPUT", `In the description of the frame, ${place} ${problem}.`, {
    cause,
    details: { entry: place },
  });
}
