import type { implement } from "@orpc/server";
import type { contract } from "../../electron/contract/contract.ts";
import type { Evidence } from "../../electron/domain/alert.ts";
import type { InventedPlant } from "./inventedPlant.ts";
import type { InventedSounds } from "./inventedSounds.ts";
import { inventSpectrum } from "./inventedSpectra.ts";
import { silentFile } from "./silentFile.ts";

type Make = ReturnType<typeof implement<typeof contract>>;

/** The alerts, their evidence, and what people do with them. */
export function fixtureAlerts(make: Make, invented: InventedPlant, sounds: InventedSounds) {
  const open = () => invented.alerts.filter(({ phase }) => phase !== "normal");
  const waiting = () => open().filter(({ phase }) => phase === "unacknowledged" || phase === "returned").length;
  const detail = (id: string) => {
    const alert = invented.alerts.find((entry) => entry.id === id);
    if (alert === undefined) throw new Error(`no alert ${id}`);
    const cutShort = invented.cutShort.get(id);
    const evidence: Evidence = {
      alertId: id,
      from: alert.raisedAt - 5000,
      to: alert.raisedAt + 5000,
      modelVersion: 4,
      modelHash: "3f6c0b0a9d2e4c51",
      threshold: alert.threshold,
      scores: Array.from({ length: 120 }, (_, second) => ({
        time: alert.raisedAt - 60_000 + second * 1000,
        value: 1 + Math.random() * 0.5 + (second > 50 ? Math.min(10, (second - 50) / 3) : 0),
      })),
      points: [
        {
          pointId: `p-${alert.componentId}`,
          recording: cutShort === undefined ? "f00d" : "",
          missing: cutShort?.missing,
          sampleRate: 25_600,
          unit: "g",
          lostSamples: 0,
          spectrum: inventSpectrum(true),
          healthy: sounds.healthy(`p-${alert.componentId}`),
        },
      ].slice(cutShort !== undefined && cutShort.missing === undefined ? 1 : 0),
    };
    return { alert, history: invented.steps.get(id) ?? [], evidence };
  };
  const step = (id: string, to: "acknowledged" | "shelved", by: string, comment: string, shelvedUntil?: number) => {
    const index = invented.alerts.findIndex((entry) => entry.id === id);
    const alert = invented.alerts[index]!;
    invented.steps.get(id)?.push({ time: Date.now(), from: alert.phase, to, by, comment });
    invented.alerts[index] = { ...alert, phase: to, lastBy: by, lastComment: comment, shelvedUntil };
    invented.revision.alerts += 1;
    return detail(id);
  };
  return {
    list: make.alerts.list.handler(({ input }) => {
      const matching = (input.show === "open" ? open() : invented.alerts)
        .filter(({ phase }) => input.phases === undefined || input.phases.includes(phase))
        .toSorted((a, b) => b.raisedAt - a.raisedAt);
      return {
        alerts: matching.slice(input.offset, input.offset + input.limit),
        total: matching.length,
        unacknowledged: waiting(),
      };
    }),
    get: make.alerts.get.handler(({ input, errors }) => {
      if (!invented.alerts.some(({ id }) => id === input.id)) {
        throw errors.NOT_FOUND({ message: "This alert was removed.", data: { details: {} } });
      }
      return detail(input.id);
    }),
    waveform: make.alerts.waveform.handler(({ input }) => {
      const high = Array.from(
        { length: input.columns },
        (_, index) => 0.2 + (index % 25 === 0 ? 0.7 : Math.random() * 0.1),
      );
      return { duration: 10, unit: "g", low: high.map((value) => -value), high };
    }),
    recording: make.alerts.recording.handler(() => new File([silentFile()], "evidence.wav", { type: "audio/wav" })),
    acknowledge: make.alerts.acknowledge.handler(({ input }) =>
      step(input.id, "acknowledged", input.by, input.comment),
    ),
    shelve: make.alerts.shelve.handler(({ input }) => step(input.id, "shelved", input.by, input.comment, input.until)),
    unshelve: make.alerts.unshelve.handler(({ input }) => step(input.id, "acknowledged", input.by, input.comment)),
  };
}
