import type { Quantity, Unit } from "./units.ts";

/** How a value lies in registers: one of 16 bits, or two. */
export const registerTypes = ["int16", "uint16", "int32", "uint32", "float32"] as const;
export type RegisterType = (typeof registerTypes)[number];

/** Of a value in two registers: which half stands in the first of them. */
export const wordOrders = ["high word first", "low word first"] as const;
export type WordOrder = (typeof wordOrders)[number];

/** 3 reads holding registers, 4 input registers. */
export const readFunctions = [3, 4] as const;
export type ReadFunction = (typeof readFunctions)[number];

/** One value of a Modbus device: value = raw · multiply / divide + offset. */
export interface RegisterEntry {
  readonly name: string;
  /** As it is sent, counted from 0: what manuals call register 45201 is 5200. */
  readonly address: number;
  readonly function: ReadFunction;
  readonly type: RegisterType;
  readonly wordOrder: WordOrder;
  readonly multiply: number;
  readonly divide: number;
  readonly offset: number;
  readonly quantity: Quantity;
  readonly unit: Unit;
}

/** What the registers of a device mean: one channel an entry, in this order. */
export interface RegisterMap {
  readonly name: string;
  /** Registers between two entries that may be read along, so that one request serves both; some devices refuse such. */
  readonly readAlong: number;
  readonly registers: readonly RegisterEntry[];
}

/** More values than any sensor has. */
export const mostRegisters = 256;

/** How many registers a value takes. */
export function registersOf(type: RegisterType): number {
  return type === "int16" || type === "uint16" ? 1 : 2;
}

/** What an engineer begins with. Everything but name and address may be left out. */
export const exampleRegisterMap = {
  name: "My sensor",
  registers: [
    { name: "Velocity RMS", address: 0, type: "uint16", divide: 1000, quantity: "velocity", unit: "mm/s" },
    { name: "Temperature", address: 1, type: "int16", divide: 100, quantity: "temperature", unit: "°C" },
    { name: "Acceleration RMS", address: 2, type: "float32", quantity: "acceleration", unit: "g" },
  ],
} as const;
