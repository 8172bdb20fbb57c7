import { bearings } from "../../resources/bearings.ts";
import type { Bearing } from "../domain/bearing.ts";
import { Fault } from "../domain/fault.ts";

/**
 * The bearing of a designation or of its beginning: "6205" and "6205 2rs" find 6205-2RS JEM. Case, spaces and dashes do not matter.
 * @throws Fault NOT_FOUND naming what is known, BAD_INPUT when several begin like that
 */
export function bearingOf(designation: string): Bearing {
  const wanted = plain(designation);
  const matches = wanted === "" ? [] : bearings.filter((bearing) => plain(bearing.designation).startsWith(wanted));
  const exact = matches.find((bearing) => plain(bearing.designation) === wanted);
  const found = exact ?? matches[0];
  const list = (among: readonly Bearing[]) => among.map((bearing) => bearing.designation).join(", ");
  if (!found) {
    throw new Fault(
      "NOT_FOUND",
      `There is no bearing "${designation}" in the catalogue. It knows ${list(bearings)}; give the geometry of any other.`,
    );
  }
  if (matches.length > 1 && !exact) {
    throw new Fault("BAD_INPUT", `"${designation}" may be any of ${list(matches)}. Give more of its name.`);
  }
  return found;
}

function plain(designation: string): string {
  return designation.toUpperCase().replaceAll(/[\s\-–/]/g, "");
}
