import { Fault } from "../../domain/fault.ts";
import { defaultRecipe } from "../../features/recipes.ts";
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
      requireLiveRecipe(recipe);
      if (kind !== undefined) requireTimbre(kind);
      commissioning.train(plant.component(componentId).id, { task: "train", by, kind });
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

/** A recipe can be tried on kept recordings, but what is listened to live is computed by one recipe for all. */
function requireLiveRecipe(recipe: string | undefined): void {
  if (recipe === undefined || recipe === defaultRecipe.id) return;
  throw new Fault(
    "NOT_ALLOWED",
    `Components are listened to with the recipe ${defaultRecipe.id}; "${recipe}" can be compared, not put to work. Choose a kind with ${defaultRecipe.id}.`,
    { details: { recipe, live: defaultRecipe.id } },
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
