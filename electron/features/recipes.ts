import { Fault } from "../domain/fault.ts";
import { generalRecipe } from "./generalRecipe.ts";
import type { Recipe } from "./recipe.ts";
import { soundRecipe } from "./soundRecipe.ts";
import { vibrationRecipe } from "./vibrationRecipe.ts";

/** THE list: a new recipe is one file and one line here. The first serves a point unless another is chosen. */
export const recipes: readonly Recipe[] = [generalRecipe, soundRecipe, vibrationRecipe];

export const defaultRecipe: Recipe = generalRecipe;

/** @throws Fault NOT_FOUND for an id this version does not know */
export function recipeOf(id: string): Recipe {
  const recipe = recipes.find((candidate) => candidate.id === id);
  if (recipe) return recipe;
  throw new Fault("NOT_FOUND", `This version knows no recipe "${id}". Learn the component anew, or update Auscult.`, {
    details: { recipe: id },
  });
}
