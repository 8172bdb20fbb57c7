import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { ComponentId } from "../domain/plant.ts";
import type { Seconds } from "../domain/units.ts";
import { faults } from "./faults.ts";
import { id } from "./validators.ts";

/** A fault the demo plant can grow on one of its components. */
export interface DemoFault {
  readonly componentId: ComponentId;
  /** Name of the mechanism: "outer race", "unbalance" … */
  readonly fault: string;
  readonly running: boolean;
  /** 0 healthy … 1 worst; it is visible to the eye from about 0.3. */
  readonly severity: number;
}

export interface DemoState {
  /** The demo plant is in this plant. */
  readonly active: boolean;
  readonly growSeconds: Seconds;
  readonly faults: readonly DemoFault[];
}

export const demoContract = {
  state: oc.errors(faults).output(type<DemoState>()),
  /** "Try the demo plant": adds its four machines to an empty plant. @throws CONFLICT when machines exist already */
  install: oc.errors(faults).output(type<DemoState>()),
  startFault: oc
    .errors(faults)
    .input(z.object({ componentId: id, fault: z.string().max(100) }))
    .output(type<DemoState>()),
  /** Repairs the component: the fault is gone at once. */
  repair: oc
    .errors(faults)
    .input(z.object({ componentId: id }))
    .output(type<DemoState>()),
};
