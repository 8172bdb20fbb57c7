import { Fault } from "../../domain/fault.ts";
import type { Point } from "../../domain/plant.ts";
import { defaultRecipe, recipeOf } from "../../features/recipes.ts";
import { suitedRecipe } from "../../features/suitedRecipe.ts";
import { kindOf } from "../../micromodels/kinds.ts";
import type { AppContext } from "../appContext.ts";
import { explainLast } from "../models/explainLast.ts";
import { modelDossier } from "../models/modelDossier.ts";
import { modelSummaries } from "../models/modelSummaries.ts";
import { handle } from "./handle.ts";

export function modelsHandlers(context: AppContext) {
  const { models: area } = handle;
  const { store, plant, commissioning, models } = context;
  return {
    list: area.list.handler(() => modelSummaries(context)),
    dossier: area.dossier.handler(({ input }) =>
      modelDossier(store, plant.component(input.componentId).id, input.version),
    ),
    explain: area.explain.handler(({ input }) => explainLast(context, plant.component(input.componentId).id)),
    train: area.train.handler(({ input }) => {
      const { componentId, by, kind, recipe } = input;
      const { id } = plant.component(componentId);
      if (kind !== undefined) requireTimbre(kind);
      if (recipe !== undefined)
        requireSuited(
          recipe,
          plant.plant.points.filter((point) => point.componentId === id),
        );
      commissioning.train(id, { task: "train", by, kind, recipe });
    }),
    putInService: area.putInService.handler(({ input }) => {
      const { componentId, version, by, reason } = input;
      return models.putInService(plant.component(componentId).id, version, by, reason);
    }),
    setBudget: area.setBudget.handler(({ input }) =>
      models.setBudget(plant.component(input.componentId).id, input.budget, input.by),
    ),
    removeSession: area.removeSession.handler(({ input }) =>
      models.removeSession(plant.component(input.componentId).id, input.from, input.by),
    ),
    setOperatingTag: area.setOperatingTag.handler(({ input }) =>
      models.setOperatingTag(plant.machine(input.machineId).id, input.tag, input.by),
    ),
    operatingTags: area.operatingTags.handler(() => {
      const known = new Set(plant.plant.machines.map(({ id }) => id));
      return store.tags.all().filter(({ machineId }) => known.has(machineId));
    }),
  };
}

/** @throws Fault NOT_FOUND for a recipe this version does not know, NOT_ALLOWED for one that is made for something else */
function requireSuited(recipe: string, points: readonly Point[]): void {
  const { id } = recipeOf(recipe);
  const choices = [defaultRecipe.id, ...(suitedRecipe(points) ? [suitedRecipe(points)!.id] : [])];
  if (choices.includes(id)) return;
  throw new Fault(
    "NOT_ALLOWED",
    `"${id}" is not made for what the measuring points of this component measure. Choose one of: ${choices.join(", ")}.`,
    { details: { recipe: id, choices } },
  );
}

/** @throws Fault NOT_FOUND for a kind this version does not know, NOT_ALLOWED for one that watches the level: that is always there besides */
function requireTimbre(kind: string): void {
  if (kindOf(kind).watches === "timbre") return;
  throw new Fault(
    "NOT_ALLOWED",
    `"${kind}" watches the level of every component already. Choose a kind that watches its sound.`,
  );
}
