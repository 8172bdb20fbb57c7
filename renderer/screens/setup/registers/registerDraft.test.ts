import { expect, it } from "vitest";
import { parseRegisterMap } from "../../../../electron/domain/parseRegisterMap.ts";
import { descriptionFault } from "../descriptionFault.ts";
import { nextRegister, readMap, writeMap } from "./registerDraft.ts";

it("begins with an example that the station takes", () => {
  expect(descriptionFault(parseRegisterMap, writeMap(readMap("")!))).toBeUndefined();
});

it("puts the next register behind the last one, two further where that takes two", () => {
  const float = { name: "a", address: 10, type: "float32" as const };
  expect(nextRegister([float], "b")).toEqual({ name: "b", address: 12, type: "float32" });
  expect(nextRegister([{ name: "a", address: 10 }], "b").address).toBe(11);
  expect(nextRegister([], "b").address).toBe(0);
});

it("keeps what it does not edit, and takes nothing that is no map", () => {
  const typed = {
    description: "as in the manual",
    wordOrder: "low word first",
    registers: [{ name: "a", address: 1 }],
  };
  expect(JSON.parse(writeMap(readMap(JSON.stringify(typed))!))).toEqual(typed);
  for (const text of ["", "{", "[]", "null", '{"registers":[{"name":"a"}]}'].slice(1)) {
    expect(readMap(text), text).toBeUndefined();
  }
});
