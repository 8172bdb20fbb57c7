import { asFault } from "../domain/fault.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import { encodeWav } from "../domain/wav.ts";
import type { PipelineSinks } from "../pipeline/sinks.ts";
import type { Store } from "../store/openStore.ts";
import type { Changes } from "./changes.ts";
import type { NoticeBoard } from "./noticeBoard.ts";
import type { PlantDesk } from "./plantDesk.ts";

/** Connects the pipeline to the store. What the disk refuses is told, and never stops the capture. */
export function storeSinks({
  store,
  board,
  changes,
  plant,
  now,
}: {
  readonly store: Store;
  readonly board: NoticeBoard;
  readonly changes: Changes;
  readonly plant: () => PlantDesk;
  readonly now: () => UtcMilliseconds;
}): PipelineSinks {
  const tell = (thrown: unknown) => {
    const { code, message } = asFault(thrown, "STORE_FAILED");
    board.post(code, message, now());
    changes.touch();
  };
  const attempt = <Result>(work: () => Result, otherwise: Result): Result => {
    try {
      return work();
    } catch (thrown) {
      tell(thrown);
      return otherwise;
    }
  };
  return {
    score: (componentId, time, value) => store.trends.add(componentId, time, value),
    window: ({ componentId, recipe, time, values }) => store.features.add(componentId, recipe, time, values),
    gap: (gap) => store.gaps.add(gap),
    channelTrouble: (trouble) => store.troubles.add(trouble),
    clock: (deviceId, time, clock) => store.clocks.add(deviceId, time, clock),
    alertRaised(alert) {
      const component = plant().component(alert.componentId);
      const machine = plant().machine(alert.machineId);
      store.alerts.insert(alert, { componentName: component.name, machineName: machine.name });
      changes.bump("alerts");
    },
    alertChanged(alert, steps) {
      store.alerts.update(alert, steps);
      changes.bump("alerts");
    },
    recording: (samples, sampleRate) => attempt(() => store.evidence.put(encodeWav([samples], sampleRate)), ""),
    evidence(evidence) {
      attempt(() => store.alerts.saveEvidence(evidence.alertId, evidence), undefined);
      changes.bump("alerts");
    },
    trouble: tell,
    modelRefused(componentId, message) {
      const name = plant().plant.components.find(({ id }) => id === componentId)?.name ?? componentId;
      board.post("BAD_ARTIFACT", `${name} is not scored: ${message}`, now());
      changes.bump("models");
    },
  };
}
