import type { ChannelInfo } from "../../domain/channelInfo.ts";
import { Fault } from "../../domain/fault.ts";

/** The frame whose fourth number is the temperature. */
export const firstType = 0x51;

/** What a WitMotion inertial sensor may send: the sort of its frame, and the value of one count. */
export const witContents = {
  acceleration: { type: firstType, scale: 16 / 32_768, unit: "g" },
  "angular rate": { type: 0x52, scale: 2000 / 32_768, unit: "°/s" },
  angle: { type: 0x53, scale: 180 / 32_768, unit: "°" },
} as const;
export type WitContent = keyof typeof witContents;

export const allContents = Object.keys(witContents) as readonly WitContent[];

/**
 * @param setting what is wanted, by commas; empty: all there is
 * @returns in the order of the frames
 * @throws Fault BAD_INPUT
 */
export function contentsOf(setting: unknown): readonly WitContent[] {
  const words = String(setting ?? "")
    .split(",")
    .map((word) => word.trim().toLowerCase())
    .filter(Boolean);
  const stranger = words.find((word) => !Object.hasOwn(witContents, word));
  if (stranger !== undefined) {
    const message = `The setting contents of a WitMotion device may hold ${allContents.join(", ")}, not "${stranger}".`;
    throw new Fault("BAD_INPUT", message, { details: { setting: "contents", value: stranger } });
  }
  return words.length === 0 ? allContents : allContents.filter((content) => words.includes(content));
}

/** Three axes each, and the temperature that comes with the acceleration. */
export function channelCountOf(contents: readonly WitContent[]): number {
  return 3 * contents.length + (contents.includes("acceleration") ? 1 : 0);
}

export function channelsOf(contents: readonly WitContent[]): ChannelInfo[] {
  const axes = contents.flatMap((content) =>
    ["x", "y", "z"].map((axis): ChannelInfo => {
      const isAcceleration = content === "acceleration";
      const title = `${content[0]!.toUpperCase()}${content.slice(1)} ${axis}`;
      return {
        name: isAcceleration ? title : `${title} [${witContents[content].unit}]`,
        quantity: isAcceleration ? "acceleration" : "other",
        unit: isAcceleration ? "g" : "raw",
        sensitivity: 1,
      };
    }),
  );
  if (!contents.includes("acceleration")) return axes;
  return [...axes, { name: "Temperature", quantity: "temperature", unit: "°C", sensitivity: 1 }];
}
