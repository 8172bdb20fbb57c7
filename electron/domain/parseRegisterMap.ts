import { Fault } from "./fault.ts";
import {
  mostRegisters,
  type RegisterEntry,
  type RegisterMap,
  readFunctions,
  registersOf,
  registerTypes,
  wordOrders,
} from "./registerMap.ts";
import { quantities, units } from "./units.ts";

type Entries = Readonly<Record<string, unknown>>;

const highestAddress = 65_535;
const longestName = 100;
const ofMap = ["name", "description", "readAlong", "function", "wordOrder", "registers"];
const ofEntry = [
  "name",
  "address",
  "function",
  "type",
  "wordOrder",
  "multiply",
  "divide",
  "offset",
  "quantity",
  "unit",
];

/**
 * Reads a register map as it is described in the documentation of register maps.
 * @throws Fault BAD_INPUT naming the entry and what it may be
 */
export function parseRegisterMap(text: string): RegisterMap {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (cause) {
    throw wrong("the text", `must be JSON (${(cause as Error).message})`, cause);
  }
  return readRegisterMap(read);
}

/** @throws Fault BAD_INPUT as `parseRegisterMap` */
export function readRegisterMap(value: unknown): RegisterMap {
  const map = entries(value, "the register map", ofMap);
  const list = map.registers;
  if (!Array.isArray(list) || list.length === 0 || list.length > mostRegisters) {
    throw wrong("registers", `must be a list of 1 to ${mostRegisters} entries`);
  }
  const usual = { function: map.function ?? 3, wordOrder: map.wordOrder ?? wordOrders[0] };
  const registers = list.map((each, index) => readEntry(each, `registers[${index}]`, usual));
  for (const [index, { name }] of registers.entries()) {
    if (registers.findIndex((other) => other.name === name) < index) {
      throw wrong(`registers[${index}].name`, `may not be "${name}" again: channels are told apart by their names`);
    }
  }
  return {
    name: map.name === undefined ? "Modbus device" : text(map.name, "name"),
    readAlong: optional(map.readAlong, 0, (each) => whole(each, "readAlong", 0, 100)),
    registers,
  };
}

function readEntry(value: unknown, place: string, usual: Entries): RegisterEntry {
  const entry = entries(value, place, ofEntry);
  const at = (key: string) => `${place}.${key}`;
  const type = optional(entry.type, "uint16", (each) => oneOf(each, at("type"), registerTypes));
  const quantity = optional(entry.quantity, "other", (each) => oneOf(each, at("quantity"), quantities));
  return {
    name: text(entry.name, at("name")),
    address: whole(entry.address, at("address"), 0, highestAddress - registersOf(type) + 1),
    function: oneOf(entry.function ?? usual.function, at("function"), readFunctions),
    type,
    wordOrder: oneOf(entry.wordOrder ?? usual.wordOrder, at("wordOrder"), wordOrders),
    multiply: optional(entry.multiply, 1, (each) => notZero(each, at("multiply"))),
    divide: optional(entry.divide, 1, (each) => notZero(each, at("divide"))),
    offset: optional(entry.offset, 0, (each) => finite(each, at("offset"))),
    quantity,
    unit: optional(entry.unit, quantity === "ratio" ? "1" : "raw", (each) => oneOf(each, at("unit"), units)),
  };
}

function optional<Value>(value: unknown, usual: Value, read: (value: unknown) => Value): Value {
  return value === undefined ? usual : read(value);
}

function entries(value: unknown, place: string, known: readonly string[]): Entries {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(place, "must be an object {…}");
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw wrong(`${place}.${unknown}`, `is not known; known are: ${known.join(", ")}`);
  return value as Entries;
}

function text(value: unknown, place: string): string {
  if (typeof value === "string" && value.trim() !== "" && value.length <= longestName) return value.trim();
  throw wrong(place, `must be a text of 1 to ${longestName} characters`);
}

function whole(value: unknown, place: string, low: number, high: number): number {
  if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return value as number;
  throw wrong(place, `must be a whole number from ${low} to ${high}`);
}

function finite(value: unknown, place: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw wrong(place, "must be a number");
}

function notZero(value: unknown, place: string): number {
  if (finite(value, place) !== 0) return value as number;
  throw wrong(place, "may not be 0");
}

function oneOf<Choice extends string | number>(value: unknown, place: string, choices: readonly Choice[]): Choice {
  if (choices.includes(value as Choice)) return value as Choice;
  const allowed = choices.map((choice) => JSON.stringify(choice)).join(", ");
  throw wrong(place, `must be one of ${allowed}${value === undefined ? "" : `, not ${JSON.stringify(value)}`}`);
}

function wrong(entry: string, remedy: string, cause?: unknown): Fault {
  return new Fault("BAD_INPUT", `In the register map, ${entry} ${remedy}.`, { cause, details: { entry } });
}
