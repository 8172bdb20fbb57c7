import { expect, it } from "vitest";
import type { Point } from "../domain/plant.ts";
import { suitedRecipe } from "./suitedRecipe.ts";

type Measured = Pick<Point, "quantity" | "mounting">;
const microphone: Measured = { quantity: "sound pressure", mounting: "unknown" };
const hanging: Measured = { quantity: "voltage", mounting: "airborne" };
const screwed: Measured = { quantity: "acceleration", mounting: "screw" };

it("suits what the points measure, where all of them measure the same", () => {
  expect(suitedRecipe([microphone, hanging])?.id).toBe("sound/1");
  expect(suitedRecipe([screwed, { quantity: "other", mounting: "magnet" }])?.id).toBe("vibration/1");
  expect(suitedRecipe([microphone, screwed])).toBeUndefined();
  expect(suitedRecipe([])).toBeUndefined();
});
