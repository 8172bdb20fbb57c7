import { demoPlant } from "../../resources/demoPlant.ts";
import type { DemoState } from "../contract/demoContract.ts";
import * as demoFaults from "../devices/simulatedPlant/demoFaults.ts";
import { Fault } from "../domain/fault.ts";
import type { ComponentId } from "../domain/plant.ts";
import { millisecondsPerSecond, type Seconds, type UtcMilliseconds } from "../domain/units.ts";
import type { Changes } from "./changes.ts";
import type { PlantDesk } from "./plantDesk.ts";

export interface ScheduledFault {
  readonly componentId: ComponentId;
  readonly fault: string;
  readonly after: Seconds;
}

/** The demo plant as the pages and the command line see it: a plant like any other, and a switchboard for its faults. */
export class DemoPlant implements Disposable {
  readonly #plant: PlantDesk;
  readonly #changes: Changes;
  readonly #now: () => UtcMilliseconds;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(plant: PlantDesk, changes: Changes, now: () => UtcMilliseconds) {
    this.#plant = plant;
    this.#changes = changes;
    this.#now = now;
  }

  get active(): boolean {
    return this.#plant.plant.devices.some((device) => device.driver === "simulatedPlant");
  }

  state(): DemoState {
    return {
      active: this.active,
      growSeconds: demoFaults.growSeconds,
      faults: this.active ? demoFaults.faultState(this.#now()) : [],
    };
  }

  /** @throws Fault CONFLICT when the plant has machines of its own */
  async install(): Promise<DemoState> {
    if (this.#plant.plant.machines.length > 0) {
      throw new Fault(
        "CONFLICT",
        "This plant has machines of its own. The demo plant is for an empty plant: start Auscult with another data folder.",
      );
    }
    await this.#plant.install(demoPlant());
    return this.state();
  }

  /** @throws Fault NOT_FOUND for a component or fault that the demo plant does not know, naming those it knows */
  startFault(componentId: ComponentId, fault: string): DemoState {
    demoFaults.startFault(componentId, fault, this.#now());
    this.#changes.touch();
    return this.state();
  }

  repair(componentId: ComponentId): DemoState {
    demoFaults.repair(componentId);
    this.#changes.touch();
    return this.state();
  }

  /** Starts a fault some time from now. Checked at once, so that a typing error is told at the start. */
  schedule({ componentId, fault, after }: ScheduledFault): void {
    this.#require(componentId, fault);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.startFault(componentId, fault);
    }, after * millisecondsPerSecond);
    this.#timers.add(timer);
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
    demoFaults.repairAll();
  }

  /** @throws Fault NOT_FOUND */
  #require(componentId: ComponentId, fault: string): void {
    const known = this.active ? demoFaults.faultsOf(componentId) : [];
    if (known.includes(fault)) return;
    throw new Fault(
      "NOT_FOUND",
      this.active
        ? `${componentId} cannot have the fault "${fault}". It can have: ${known.join(", ")}.`
        : "The demo plant is not installed in this data folder. Start with another data folder and --demo.",
      { details: { componentId, fault, known } },
    );
  }
}
