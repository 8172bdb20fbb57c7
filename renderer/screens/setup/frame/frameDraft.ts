import {
  exampleFrameFormat,
  type FrameField,
  type FrameFormat,
  fieldSize,
} from "../../../../electron/domain/frameFormat.ts";

/**
 * The description of frames in a setting's text; the example while nothing stands there.
 * @returns undefined for a text that is no such description. Whether it makes sense is for the station to say, with what comes.
 */
export function readFrame(text: string): FrameFormat | undefined {
  if (text.trim() === "") return exampleFrameFormat;
  try {
    const value: unknown = JSON.parse(text);
    return isFrame(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFrame(value: unknown): value is FrameFormat {
  if (typeof value !== "object" || value === null) return false;
  const { sync, fields } = value as Partial<FrameFormat>;
  return (
    typeof sync === "string" &&
    Array.isArray(fields) &&
    fields.every(
      (field: Partial<FrameField> | null) => typeof field?.name === "string" && typeof field.type === "string",
    )
  );
}

export function writeFrame(frame: FrameFormat): string {
  return JSON.stringify(frame, undefined, 2);
}

/** The next field stands behind the last one and is like it. */
export function nextField(fields: readonly FrameField[], name: string): FrameField {
  const last = fields.at(-1);
  if (last === undefined) return { name, at: 2, type: "int16" };
  return { ...last, name, at: last.at + fieldSize(last.type) };
}
