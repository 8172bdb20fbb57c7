import type { Point } from "../domain/plant.ts";
import type { Recipe } from "./recipe.ts";
import { soundRecipe } from "./soundRecipe.ts";
import { vibrationRecipe } from "./vibrationRecipe.ts";

/**
 * The recipe made for what these points measure, which may tell more of them than the one that serves all.
 * undefined: some hear sound and some feel vibration, or there are none. Points that deliver values have no say.
 */
export function suitedRecipe(all: readonly Pick<Point, "quantity" | "mounting" | "signal">[]): Recipe | undefined {
  const points = all.filter(({ signal }) => signal !== "feature");
  const airborne = points.filter(({ quantity, mounting }) => quantity === "sound pressure" || mounting === "airborne");
  if (points.length === 0) return undefined;
  if (airborne.length === points.length) return soundRecipe;
  return airborne.length === 0 ? vibrationRecipe : undefined;
}
