import { expect, it } from "vitest";
import { placeParts } from "./placeParts.ts";

it("decodes what stands behind the screen", () => {
  expect(placeParts("/machines/m%201/c%2F2")).toEqual(["m 1", "c/2"]);
  expect(placeParts("/")).toEqual([]);
});

it("takes a mistyped address as it is", () => expect(placeParts("/machines/100%/%E0%A4")).toEqual(["100%", "%E0%A4"]));
