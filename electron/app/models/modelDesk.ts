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
import { standingChoice } from "../commissioning/makeRequest.ts";
import { openVersion } from "./modelStore.ts";

export interface ModelDeskOptions {
  readonly store: Store;
  readonly pipeline: Pick<Pipeline, "setModel" | "setOperatingTag">;
  readonly commissioning: Commissioning;
  readonly changes: Changes;
  readonly now: () => UtcMilliseconds;
}

/** What engineers decide about micromodels; every decision keeps who took it. */
export class ModelDesk {
  readonly #options: ModelDeskOptions;

  constructor(options: ModelDeskOptions) {
    this.#options = options;
  }

  /**
   * @param by the engineer; kept together with the reason when a gate of this version failed
   * @throws Fault NOT_FOUND for a version that is not kept; NOT_ALLOWED when a gate failed and no reason is given; BAD_ARTIFACT
   */
  putInService(componentId: ComponentId, version: number, by: string, reason: string | undefined): ModelVersion {
    const { store, pipeline, changes, now } = this.#options;
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
    store.models.putInService(componentId, version, now(), override);
    pipeline.setModel(componentId, { artifact: bytes, facts });
    changes.bump("models");
    return versionOf(store.models.list(componentId).find((model) => model.version === version)!);
  }

  /** Kept at once; a component that has learned already gets its new threshold in the background. */
  setBudget(componentId: ComponentId, budget: AlarmBudget, by: string): AlarmBudget {
    const { store, commissioning, changes, now } = this.#options;
    store.budgets.put(componentId, budget, by, now());
    if (commissioning.isLearning(componentId)) commissioning.trainAnew(componentId);
    else if (commissioning.canTrain(componentId)) {
      commissioning.train(componentId, { task: "train", by, ...standingChoice(store, componentId) });
    }
    changes.bump("models");
    return budget;
  }

  /** @throws Fault NOT_FOUND when there is no such session */
  removeSession(componentId: ComponentId, from: UtcMilliseconds): void {
    const { store, commissioning, changes } = this.#options;
    if (store.sessions.remove(componentId, from) === 0) {
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
  override,
}: StoredModel): ModelVersion {
  return { version, kind, recipe, trainedAt, trainedBy, inService, ...(override && { override }) };
}
