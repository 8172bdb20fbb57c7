import type { AlertDetail } from "../../contract/alertsContract.ts";
import { readRecording } from "../../devices/recordedFile/readRecording.ts";
import { Fault } from "../../domain/fault.ts";
import { envelope } from "../../pipeline/livePictures.ts";
import type { AppContext } from "../appContext.ts";
import { handle } from "./handle.ts";

export function alertsHandlers({ store, pipeline, now }: AppContext) {
  const { alerts: area } = handle;
  const detail = (id: string): AlertDetail => {
    const alert = store.alerts.get(id);
    if (alert === undefined) throw missing(id);
    return { alert, history: store.alerts.history(id), evidence: store.alerts.evidence(id) };
  };
  const recordingOf = (id: string, pointId: string) => {
    const point = store.alerts.evidence(id)?.points.find((each) => each.pointId === pointId);
    if (point === undefined) throw missing(id);
    if (point.recording === "") {
      throw new Fault("NOT_FOUND", `The samples of this alert were not kept. ${point.missing ?? ""}`.trim(), {
        details: { id },
      });
    }
    // Checked against its hash, and a clear sentence when it was cleared away meanwhile.
    store.evidence.readBytes(point.recording);
    return point;
  };
  return {
    list: area.list.handler(({ input }) => store.alerts.list(input)),
    get: area.get.handler(({ input }) => detail(input.id)),
    waveform: area.waveform.handler(async ({ input }) => {
      const { recording, unit } = recordingOf(input.id, input.pointId);
      const { channels, sampleRate } = await readRecording(store.evidence.path(recording));
      const samples = channels[0] ?? new Float32Array();
      return { duration: samples.length / sampleRate, unit, ...envelope(samples, input.columns) };
    }),
    recording: area.recording.handler(({ input }) => {
      const { recording } = recordingOf(input.id, input.pointId);
      return new File([store.evidence.readBytes(recording)], `${recording.slice(0, 12)}.wav`, { type: "audio/wav" });
    }),
    acknowledge: area.acknowledge.handler(({ input }) => {
      pipeline.actOnAlert(input.id, { kind: "acknowledge", time: now(), by: input.by, comment: input.comment });
      return detail(input.id);
    }),
    shelve: area.shelve.handler(({ input }) => {
      const { until, by, comment } = input;
      pipeline.actOnAlert(input.id, { kind: "shelve", time: now(), until, by, comment });
      return detail(input.id);
    }),
    unshelve: area.unshelve.handler(({ input }) => {
      pipeline.actOnAlert(input.id, { kind: "unshelve", time: now(), by: input.by, comment: input.comment });
      return detail(input.id);
    }),
  };
}

function missing(id: string): Fault {
  return new Fault("NOT_FOUND", "This alert is not kept any more.", { details: { id } });
}
