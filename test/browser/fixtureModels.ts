import type { implement } from "@orpc/server";
import type { contract } from "../../electron/contract/contract.ts";
import type { InventedLearning } from "./inventedLearning.ts";
import type { InventedPlant } from "./inventedPlant.ts";

type Make = ReturnType<typeof implement<typeof contract>>;

/** The calls around micromodels, answered from the invented ones. */
export function fixtureModels(make: Make, invented: InventedPlant, learning: InventedLearning) {
  const { models } = invented;
  const healthOf = (componentId: string) => invented.health.find((entry) => entry.componentId === componentId);
  const changed = <Value>(value: Value): Value => {
    invented.revision.models += 1;
    return value;
  };
  return {
    list: make.models.list.handler(() =>
      invented.plant.components.map(({ id }) =>
        models.summary(id, healthOf(id), invented.alerts.filter(({ componentId }) => componentId === id).length),
      ),
    ),
    dossier: make.models.dossier.handler(({ input }) => models.dossier(input.componentId, input.version)),
    explain: make.models.explain.handler(({ input }) => {
      const state = healthOf(input.componentId)?.state;
      if (models.dossier(input.componentId) === null || state === "not judged") return null;
      const point = invented.plant.points.find(({ componentId }) => componentId === input.componentId);
      return models.explain(point?.id ?? "", state === "alarm" || state === "warning");
    }),
    train: make.models.train.handler(({ input }) => {
      learning.train(input.componentId, { by: input.by, kind: input.kind });
    }),
    putInService: make.models.putInService.handler(({ input, errors }) => {
      const reason = input.reason ?? "";
      const passed = models.passed(input.componentId, input.version);
      if (!passed && reason === "") {
        throw errors.BAD_INPUT({ message: "A gate failed: say why this version may serve.", data: { details: {} } });
      }
      const override = passed ? undefined : { by: input.by, reason, at: Date.now() };
      const decided = { time: Date.now(), by: input.by, version: input.version, ...(passed ? {} : { reason }) };
      models.decide(input.componentId, { what: "put into service", ...decided });
      return changed(models.serve(input.componentId, input.version, Date.now(), override));
    }),
    setBudget: make.models.setBudget.handler(({ input }) => {
      models.decide(input.componentId, { what: "budget", time: Date.now(), by: input.by, budget: input.budget });
      if (models.dossier(input.componentId) !== null) learning.train(input.componentId, { by: input.by });
      return changed(models.setBudget(input.componentId, input.budget));
    }),
    removeSession: make.models.removeSession.handler(({ input }) => {
      models.decide(input.componentId, { what: "forget session", time: Date.now(), by: input.by, from: input.from });
      changed(models.forget(input.componentId, input.from));
    }),
    setOperatingTag: make.models.setOperatingTag.handler(({ input }) => {
      if (input.tag === null) models.tags.delete(input.machineId);
      else models.tags.set(input.machineId, input.tag);
      return changed(input.tag);
    }),
    operatingTags: make.models.operatingTags.handler(() =>
      [...models.tags].map(([machineId, tag]) => ({ machineId, tag })),
    ),
  };
}
