import type { ChannelInfo } from "../../domain/channelInfo.ts";
import type { Quantity, Unit } from "../../domain/units.ts";

/** How people write the units that a point can have, behind the name of a column. */
const written: readonly (readonly [RegExp, Unit, Quantity])[] = [
  [/^g$/, "g", "acceleration"],
  [/^m\/s(²|\^?2)$/, "m/s²", "acceleration"],
  [/^mm\/s$/, "mm/s", "velocity"],
  [/^[µμu]m$/, "µm", "displacement"],
  [/^Pa$/, "Pa", "sound pressure"],
  [/^V$/, "V", "voltage"],
  [/^(°|deg)? ?C$/, "°C", "temperature"],
  [/^Hz$/, "Hz", "frequency"],
];

/** What a column's name says of it: "axial [g]" is an acceleration in g; a name without a known unit in brackets is just a number. */
export function channelOf(name: string): ChannelInfo {
  const inBrackets = /[[(]([^[\]()]+)[\])]$/.exec(name.trim())?.[1]?.trim();
  const found = inBrackets === undefined ? undefined : written.find(([pattern]) => pattern.test(inBrackets));
  const [, unit, quantity] = found ?? [undefined, "raw" as const, "other" as const];
  return { name, quantity, unit, sensitivity: 1 };
}
