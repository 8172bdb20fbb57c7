import { oc, type } from "@orpc/contract";
import { z } from "zod";
import { signals } from "../domain/channelInfo.ts";
import {
  type Component,
  componentKinds,
  directions,
  type Machine,
  machineKinds,
  mountings,
  type Plant,
  type Point,
} from "../domain/plant.ts";
import { quantities, units } from "../domain/units.ts";
import { faults } from "./faults.ts";
import { author, id, moment, name } from "./validators.ts";

/** Without an `id` the thing is new and gets one. */
const machineDraft = z.object({
  id: id.optional(),
  name,
  kind: z.enum(machineKinds),
  place: z.number().int().min(0).max(10_000).optional(),
  ratedSpeed: z.number().positive().max(200_000).optional(),
});
const componentDraft = z.object({
  id: id.optional(),
  machineId: id,
  name,
  kind: z.enum(componentKinds),
  place: z.number().int().min(0).max(10_000).optional(),
});
const microphoneCurve = z
  .object({
    sensitivityFactor: z.number().nullable(),
    analogGain: z.number().nullable(),
    serialNumber: z.string().max(100).nullable(),
    frequencies: z
      .array(z.number().positive())
      .min(2)
      .max(20_000)
      .refine(
        (frequencies) => frequencies.every((frequency, n) => n === 0 || frequency > frequencies[n - 1]!),
        "The frequencies of a response must rise.",
      ),
    responses: z.array(z.number().min(-60).max(60)).min(2).max(20_000),
  })
  .refine(
    ({ frequencies, responses }) => frequencies.length === responses.length,
    "A response needs one value for each frequency.",
  );
const calibrationRecord = z.object({
  method: z.enum(["device", "entered", "calibrator"]),
  time: moment,
  by: author,
  tone: z
    .object({
      nominalFrequency: z.number().positive(),
      nominalLevel: z.number().positive(),
      frequency: z.number().positive(),
      stability: z.number().min(0),
      duration: z.number().positive(),
    })
    .optional(),
});
const pointDraft = z.object({
  id: id.optional(),
  componentId: id,
  name,
  quantity: z.enum(quantities),
  unit: z.enum(units),
  sensitivity: z
    .number()
    .refine((value) => Number.isFinite(value) && value !== 0, "The sensitivity must be a number other than 0."),
  mounting: z.enum(mountings),
  direction: z.enum(directions),
  deviceId: z.string().min(1).max(1000),
  channel: z.number().int().min(0).max(255),
  signal: z.enum(signals).optional(),
  /** From `listening.readResponse`. */
  response: microphoneCurve.optional(),
  calibration: calibrationRecord.optional(),
});
export type MachineDraft = z.infer<typeof machineDraft>;
export type ComponentDraft = z.infer<typeof componentDraft>;
export type PointDraft = z.infer<typeof pointDraft>;

export const plantContract = {
  get: oc.errors(faults).output(type<Plant>()),
  renameSite: oc.errors(faults).input(z.object({ name })).output(type<Plant>()),
  saveMachine: oc.errors(faults).input(machineDraft).output(type<Machine>()),
  saveComponent: oc.errors(faults).input(componentDraft).output(type<Component>()),
  savePoint: oc.errors(faults).input(pointDraft).output(type<Point>()),
  /** Removes the machine, component or point and what hangs below it; its trends and alerts stay readable. */
  remove: oc
    .errors(faults)
    .input(z.object({ what: z.enum(["machine", "component", "point"]), id }))
    .output(type<Plant>()),
};
