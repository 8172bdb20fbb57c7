import { expect, it } from "vitest";
import { exampleFrameFormat, fieldSize } from "../../../../electron/domain/frameFormat.ts";
import { parseFrameFormat } from "../../../../electron/domain/parseFrameFormat.ts";
import { descriptionFault } from "../descriptionFault.ts";
import { nextField, readFrame, writeFrame } from "./frameDraft.ts";

it("begins with an example that the station takes", () => {
  const text = writeFrame(readFrame("")!);
  expect(descriptionFault(parseFrameFormat, text)).toBeUndefined();
  expect(readFrame(text)).toEqual(exampleFrameFormat);
});

it("puts the next field behind the last one", () => {
  const { fields } = exampleFrameFormat;
  const last = fields.at(-1)!;
  expect(nextField(fields, "Speed")).toMatchObject({
    name: "Speed",
    type: last.type,
    at: last.at + fieldSize(last.type),
  });
  expect(nextField([], "First").at).toBe(2);
});

it("keeps what it does not edit, and takes nothing that is no description", () => {
  const typed = { sync: "AA", stride: 6, samples: 2, fields: [] };
  expect(readFrame(JSON.stringify(typed))).toEqual(typed);
  for (const text of ["{", "3", "null", '{"sync":1,"fields":[]}', '{"sync":"AA","fields":[null]}']) {
    expect(readFrame(text), text).toBeUndefined();
  }
});

it("says in the sentence of the parser what cannot work", () => {
  const twice = { ...exampleFrameFormat, sync: "not hex" };
  expect(descriptionFault(parseFrameFormat, writeFrame(twice))).toMatch(/sync/);
});
