import { describe, expect, it } from "vitest";
import { parseRegisterMap } from "./parseRegisterMap.ts";
import { exampleRegisterMap } from "./registerMap.ts";

const entry = { name: "Velocity", address: 5 };
const mapOf = (...registers: object[]) => JSON.stringify({ registers });

describe("a register map", () => {
  it("needs of an entry its name and address only", () => {
    expect(parseRegisterMap(mapOf(entry))).toEqual({
      name: "Modbus device",
      readAlong: 0,
      registers: [
        {
          ...entry,
          function: 3,
          type: "uint16",
          wordOrder: "high word first",
          multiply: 1,
          divide: 1,
          offset: 0,
          quantity: "other",
          unit: "raw",
        },
      ],
    });
    expect(parseRegisterMap(JSON.stringify(exampleRegisterMap)).registers).toHaveLength(3);
  });

  it("may say once what holds for all entries", () => {
    const text = JSON.stringify({
      function: 4,
      wordOrder: "low word first",
      registers: [entry, { ...entry, name: "Other", function: 3 }],
    });
    expect(parseRegisterMap(text).registers).toMatchObject([
      { function: 4, wordOrder: "low word first" },
      { function: 3, wordOrder: "low word first" },
    ]);
  });

  it.each<[string, string, string]>([
    ["{", "the text", "must be JSON"],
    ["[]", "the register map", "must be an object"],
    ['{"registers":[]}', "registers", "a list of 1 to 256 entries"],
    [mapOf({ address: 5 }), "registers[0].name", "must be a text"],
    [mapOf(entry, { ...entry, address: 6 }), "registers[1].name", 'may not be "Velocity" again'],
    [mapOf({ name: "a" }), "registers[0].address", "must be a whole number from 0 to 65535"],
    [mapOf({ ...entry, address: 65_535, type: "float32" }), "registers[0].address", "from 0 to 65534"],
    [mapOf({ ...entry, type: "int8" }), "registers[0].type", 'must be one of "int16", "uint16"'],
    [mapOf({ ...entry, divide: 0 }), "registers[0].divide", "may not be 0"],
    [mapOf({ ...entry, unit: "in/s" }), "registers[0].unit", 'not "in/s"'],
    [mapOf({ ...entry, function: 6 }), "registers[0].function", "must be one of 3, 4"],
    [mapOf({ ...entry, scale: 10 }), "registers[0].scale", "is not known; known are: name, address"],
  ])("that is wrong is refused, naming the entry and the remedy: %s", (text, place, remedy) => {
    expect(() => parseRegisterMap(text)).toThrow(
      expect.objectContaining({
        code: "BAD_INPUT",
        details: { entry: place },
        message: expect.stringContaining(remedy),
      }),
    );
    expect(() => parseRegisterMap(text)).toThrow(place);
  });
});
