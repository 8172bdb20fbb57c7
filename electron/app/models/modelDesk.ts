import type { ModelVersion } from "../../contract/modelsContract.ts";
import type { AlarmBudget } from "../../domain/alarmBudget.ts";
import { Fault } from "../../domain/fault.ts";
import type { OperatingTag } from "../../domain/operatingTag.ts";
import type { ComponentId, MachineId } from "../../domain/plant.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { StoredModel } from "../../store/modelTable.ts";
import type { Store } from "../../store/openStore.ts";
import type { Changes } from "../changes.ts";
import type { Commissioning } from "../commissioning/commissioning.ts";
import { recalibration } from "../commissioning/recalibration.ts";
import { openVersion } from "./modelStore.ts";

export interface ModelDeskOptions {
  readonly store: Store;
  readonly pipeline: Pick<Pipeline, "setModel" | "setOperatingTag">;
  readonly commissioning: Commissioning;
  readonly changes: Changes;
  readonly now: () => UtcMilliseconds;
}

/** What engineers decide about micromodels: at once, and kept with the name of whoever decided it. */
export class ModelDesk {
  readonly #options: ModelDeskOptions;

  constructor(options: ModelDeskOptions) {
    this.#options = options;
  }

  /**
   * @param by the engineer; kept together with the reason when a gate of this version failed
   * @throws Fault NOT_FOUND for a version that is not kept; NOT_ALLOWED when a gate failed and no reason is given; CONFLICT while a new
   *   version is being made, which would take its place a moment later; BAD_ARTIFACT
   */
  putInService(componentId: ComponentId, version: number, by: string, reason: string | undefined): ModelVersion {
    const { store, pipeline, commissioning, changes, now } = this.#options;
    if (commissioning.isTraining(componentId)) {
      throw new Fault("CONFLICT", "A new version is being made. Wait until it is there, or cancel it; then choose.", {
        details: { componentId, version },
      });
    }
    const { bytes, facts } = openVersion(store, componentId, version);
    const failed = store.models.card(componentId, version)?.gates.filter((gate) => !gate.passed) ?? [];
    if (failed.length > 0 && !reason) {
      const names = failed.map(({ name }) => `"${name}"`).join(", ");
      throw new Fault(
        "NOT_ALLOWED",
        `Version ${version} did not pass ${names}. It serves only on an engineer's word: give the reason why it may.`,
        { details: { version, gates: failed.map(({ name }) => name) } },
      );
    }
    const override = failed.length > 0 && reason ? { by, reason, at: now() } : undefined;
    store.transaction(() => {
      store.models.putInService(componentId, version, now(), override);
      store.decisions.add(componentId, {
        time: now(),
        by,
        what: "put into service",
        version,
        ...(reason && { reason }),
      });
    });
    pipeline.setModel(componentId, { artifact: bytes, facts });
    changes.bump("models");
    return versionOf(store.models.list(componentId).find((model) => model.version === version)!);
  }

  /**
   * Kept at once; a component that has learned already gets its new threshold in the background.
   * @throws Fault NOT_ALLOWED when the sessions of the model in service are forgotten and only others are kept: a model made from those
   *   would be another one; BAD_ARTIFACT, NOT_FOUND for a file of the first versions of Auscult that is damaged or gone
   */
  setBudget(componentId: ComponentId, budget: AlarmBudget, by: string): AlarmBudget {
    const { store, commissioning, changes, now } = this.#options;
    const wish = { task: "train" as const, by, ...recalibration(store, componentId) };
    const learns = commissioning.isLearning(componentId);
    const trains = !learns && commissioning.canTrain(componentId, wish);
    if (!learns && !trains && commissioning.canTrain(componentId, { task: "train", by })) {
      throw new Fault(
        "NOT_ALLOWED",
        "The healthy sessions that the version in service was made from are not kept any more, so its threshold cannot change. Train again or let it learn, then change the budget.",
        { details: { componentId } },
      );
    }
    store.transaction(() => {
      store.budgets.put(componentId, budget, by, now());
      store.decisions.add(componentId, { time: now(), by, what: "budget", budget });
    });
    if (learns) commissioning.trainAnew(componentId);
    else if (trains) commissioning.train(componentId, wish);
    changes.bump("models");
    return budget;
  }

  /** @throws Fault NOT_FOUND when there is no such session */
  removeSession(componentId: ComponentId, from: UtcMilliseconds, by: string): void {
    const { store, commissioning, changes, now } = this.#options;
    const removed = store.transaction(() => {
      if (store.sessions.remove(componentId, from) === 0) return false;
      store.decisions.add(componentId, { time: now(), by, what: "forget session", from });
      return true;
    });
    if (!removed) {
      throw new Fault(
        "NOT_FOUND",
        "This healthy session is not kept any more. Reload the page to see those that are.",
        {
          details: { componentId, from },
        },
      );
    }
    store.excerpts.remove(componentId, from);
    commissioning.trainAnew(componentId);
    changes.bump("models");
  }

  setOperatingTag(machineId: MachineId, tag: OperatingTag | null, by: string): OperatingTag | null {
    const { store, pipeline, changes, now } = this.#options;
    const said = tag !== null && Object.values(tag).some((value) => value !== undefined) ? tag : null;
    store.tags.put(machineId, said, by, now());
    pipeline.setOperatingTag(machineId, said);
    changes.bump("models");
    return said;
  }
}

/** As the pages see it. */
export function versionOf({
  version,
  kind,
  recipe,
  trainedAt,
  trainedBy,
  inService,
  servesSince,
  override,
}: StoredModel): ModelVersion {
  return {
    ...{ version, kind, recipe, trainedAt, trainedBy, inService },
    ...(inService && servesSince !== undefined && { servesSince }),
    ...(override && { override }),
  };
}
