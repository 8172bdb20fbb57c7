import { exampleRegisterMap, type RegisterEntry, registersOf } from "../../../../electron/domain/registerMap.ts";

/** An entry as it is written: what is usual may be left out. */
export type RegisterDraft = Pick<RegisterEntry, "name" | "address"> & Partial<RegisterEntry>;

/** The map as it is written; what this page does not edit is kept as it is. */
export interface MapDraft {
  readonly name?: string | undefined;
  readonly registers: readonly RegisterDraft[];
}

/**
 * The register map in a setting's text; the example while nothing stands there.
 * @returns undefined for a text that is no such map. Whether it makes sense says its parser.
 */
export function readMap(text: string): MapDraft | undefined {
  if (text.trim() === "") return exampleRegisterMap;
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is MapDraft {
  if (typeof value !== "object" || value === null) return false;
  const { registers } = value as Partial<MapDraft>;
  const isEntry = (entry: Partial<RegisterDraft> | null) =>
    typeof entry?.name === "string" && typeof entry.address === "number";
  return Array.isArray(registers) && registers.every(isEntry);
}

export function writeMap(map: MapDraft): string {
  return JSON.stringify(map, undefined, 2);
}

/** The next entry stands behind the last one and is like it, except for its name. */
export function nextRegister(registers: readonly RegisterDraft[], name: string): RegisterDraft {
  const last = registers.at(-1);
  if (last === undefined) return { name, address: 0 };
  return { ...last, name, address: last.address + registersOf(last.type ?? "uint16") };
}
