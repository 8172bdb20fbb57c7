import { oc, type } from "@orpc/contract";
import { z } from "zod";
import { type Alert, type AlertStep, alertPhases, type Evidence } from "../domain/alert.ts";
import type { Seconds } from "../domain/units.ts";
import { faults } from "./faults.ts";
import { author, comment, id, moment } from "./validators.ts";

export interface AlertRow extends Alert {
  readonly machineName: string;
  readonly componentName: string;
  readonly lastComment: string;
  readonly lastBy: string;
}

export interface AlertPage {
  readonly alerts: readonly AlertRow[];
  /** How many match in all. */
  readonly total: number;
  /** Unacknowledged ones over the whole plant, whatever the filter. */
  readonly unacknowledged: number;
}

export interface AlertDetail {
  readonly alert: AlertRow;
  readonly history: readonly AlertStep[];
  /** Missing for the few seconds until the evidence is complete. */
  readonly evidence?: Evidence | undefined;
}

/** The frozen samples of one point, thinned for the eye: smallest and largest sample of each of equal steps, in `unit`. */
export interface EvidenceWaveform {
  readonly duration: Seconds;
  readonly unit: string;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export const alertsContract = {
  list: oc
    .errors(faults)
    .input(
      z.object({
        /** Open: everything that is not back to normal. */
        show: z.enum(["open", "all"]),
        phases: z.array(z.enum(alertPhases)).max(alertPhases.length).optional(),
        componentId: id.optional(),
        machineId: id.optional(),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(type<AlertPage>()),
  get: oc.errors(faults).input(z.object({ id })).output(type<AlertDetail>()),
  waveform: oc
    .errors(faults)
    .input(z.object({ id, pointId: id, columns: z.number().int().min(10).max(4000) }))
    .output(type<EvidenceWaveform>()),
  /** The frozen samples themselves, as a WAV file. */
  recording: oc
    .errors(faults)
    .input(z.object({ id, pointId: id }))
    .output(type<File>()),
  acknowledge: oc
    .errors(faults)
    .input(z.object({ id, by: author, comment }))
    .output(type<AlertDetail>()),
  /** Quiet until `until`; always with an end. */
  shelve: oc
    .errors(faults)
    .input(z.object({ id, by: author, comment, until: moment }))
    .output(type<AlertDetail>()),
  unshelve: oc
    .errors(faults)
    .input(z.object({ id, by: author, comment }))
    .output(type<AlertDetail>()),
};
