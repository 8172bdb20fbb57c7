import { type ReadFunction, type RegisterEntry, type RegisterMap, registersOf } from "../../domain/registerMap.ts";

/** Registers that are read at once. */
export interface ReadRequest {
  readonly function: ReadFunction;
  readonly address: number;
  readonly count: number;
}

/** The protocol allows no more in one answer. */
const mostAtOnce = 125;

/** As few requests as serve all entries, reading no registers between them but those that the map allows to be read along. */
export function planRequests({ registers, readAlong }: RegisterMap): ReadRequest[] {
  const requests: ReadRequest[] = [];
  const ordered = registers.toSorted((one, other) => one.function - other.function || one.address - other.address);
  for (const entry of ordered) {
    const end = entry.address + registersOf(entry.type);
    const last = requests.at(-1);
    const reaches = last?.function === entry.function && entry.address <= last.address + last.count + readAlong;
    if (reaches && end - last.address <= mostAtOnce) {
      requests[requests.length - 1] = { ...last, count: Math.max(last.count, end - last.address) };
    } else {
      requests.push({ function: entry.function, address: entry.address, count: end - entry.address });
    }
  }
  return requests;
}

/** Names of the entries that a request serves, for messages. */
export function servedBy({ function: code, address, count }: ReadRequest, { registers }: RegisterMap): string[] {
  const isServed = (entry: RegisterEntry) =>
    entry.function === code && entry.address >= address && entry.address < address + count;
  return registers.filter(isServed).map(({ name }) => name);
}
