import { describe, expect, it } from "vitest";
import { recipes } from "../../electron/features/recipes.ts";
import { kinds } from "../../electron/micromodels/kinds.ts";
import { de } from "../../renderer/words/de.ts";
import { en } from "../../renderer/words/en.ts";

describe.each([
  ["English", en],
  ["German", de],
])("the %s words of the page", (_, { models }) => {
  it("name every kind of micromodel, and none that is not there", () => {
    const named: Readonly<Record<string, string>> = models.kinds;
    expect(Object.keys(named).toSorted()).toEqual(kinds.map(({ kind }) => kind).toSorted());
  });

  it("name every recipe of features", () => {
    const named: Readonly<Record<string, string>> = models.recipes;
    for (const { id } of recipes) expect(named[id], id).toBeTruthy();
  });
});
