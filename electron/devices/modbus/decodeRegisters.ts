import { type RegisterEntry, type RegisterMap, registersOf } from "../../domain/registerMap.ts";
import type { ReadRequest } from "./planRequests.ts";

/** What one request brought: 16 bits each. */
export interface ReadRegisters {
  readonly request: ReadRequest;
  readonly registers: readonly number[];
}

/**
 * The values of a map, in its order, from the registers that were read for it.
 * @returns shape [entries]; NaN for a float that is none, and for an entry that nothing was read for
 */
export function decodeRegisters({ registers: entries }: RegisterMap, read: readonly ReadRegisters[]): number[] {
  return entries.map((entry) => {
    const length = registersOf(entry.type);
    const from = read.find(({ request }) => {
      const offset = entry.address - request.address;
      return request.function === entry.function && offset >= 0 && offset + length <= request.count;
    });
    if (from === undefined) return Number.NaN;
    const start = entry.address - from.request.address;
    return (rawOf(entry, from.registers.slice(start, start + length)) * entry.multiply) / entry.divide + entry.offset;
  });
}

function rawOf({ type, wordOrder }: RegisterEntry, words: readonly number[]): number {
  const view = new DataView(new ArrayBuffer(4));
  const ordered = wordOrder === "low word first" ? words.toReversed() : words;
  for (const [index, word] of ordered.entries()) view.setUint16(2 * index, word);
  if (type === "uint16") return view.getUint16(0);
  if (type === "int16") return view.getInt16(0);
  if (type === "uint32") return view.getUint32(0);
  if (type === "int32") return view.getInt32(0);
  return view.getFloat32(0);
}
