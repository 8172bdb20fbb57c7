import { expect, it } from "vitest";
import { withThing } from "./useKeepInPlant.ts";

it("replaces what was there in its place, and adds what is new", () => {
  const things = [
    { id: "a", name: "1" },
    { id: "b", name: "2" },
  ];
  expect(withThing(things, { id: "a", name: "3" })).toEqual([{ id: "a", name: "3" }, things[1]]);
  expect(withThing(things, { id: "c", name: "4" }).map(({ id }) => id)).toEqual(["a", "b", "c"]);
});
