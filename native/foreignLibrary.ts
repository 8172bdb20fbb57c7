import koffi, { type LibraryHandle } from "koffi";
import { Fault } from "../electron/domain/fault.ts";

/** A C library that somebody else installs. */
export interface ForeignLibrary {
  readonly name: string;
  /** Environment variable that names another place. */
  readonly variable: string;
  /** Where it is looked for, by what each system calls it; missing for a system it does not exist for. */
  readonly places: Partial<Record<NodeJS.Platform, readonly string[]>>;
  /** A sentence without its full stop: how it is had. */
  readonly remedies: Partial<Record<NodeJS.Platform, string>>;
}

/** @throws Fault LIBRARY_MISSING naming where it was looked for and how to install it */
export function loadForeignLibrary(library: ForeignLibrary): LibraryHandle {
  const { name, variable } = library;
  const named = process.env[variable];
  const places = named ? [named] : (library.places[process.platform] ?? []);
  let cause: unknown;
  for (const place of places) {
    try {
      return koffi.load(place);
    } catch (error) {
      cause = error;
    }
  }
  const remedy = named ? `Correct ${variable}` : library.remedies[process.platform];
  const finding = places.length > 0 ? `was not found (${places.join(", ")})` : "does not exist for this system";
  throw new Fault("LIBRARY_MISSING", `${name} ${finding}.${remedy ? ` ${remedy}.` : ""}`, {
    cause,
    details: { library: name, places, remedy: remedy ?? "" },
  });
}
