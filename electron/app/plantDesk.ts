import { randomUUID } from "node:crypto";
import type { ComponentDraft, MachineDraft, PointDraft } from "../contract/plantContract.ts";
import { Fault } from "../domain/fault.ts";
import type { Component, ComponentId, DeviceId, DeviceSetup, Machine, Plant, Point } from "../domain/plant.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Store } from "../store/openStore.ts";
import type { Changes } from "./changes.ts";

/** The one place where the configured plant changes: written first, then handed to the pipeline, then told to the pages. */
export class PlantDesk {
  readonly #store: Store;
  readonly #pipeline: Pipeline;
  readonly #changes: Changes;
  readonly #gone: (componentId: ComponentId) => void;
  #plant: Plant;

  /** @param gone called for every component that leaves the plant */
  constructor(store: Store, pipeline: Pipeline, changes: Changes, gone: (componentId: ComponentId) => void) {
    this.#store = store;
    this.#pipeline = pipeline;
    this.#changes = changes;
    this.#gone = gone;
    this.#plant = store.plant.read();
  }

  get plant(): Plant {
    return this.#plant;
  }

  component(id: ComponentId): Component {
    return found(this.#plant.components, id, "component");
  }

  machine(id: string): Machine {
    return found(this.#plant.machines, id, "machine");
  }

  point(id: string): Point {
    return found(this.#plant.points, id, "point");
  }

  async renameSite(name: string): Promise<Plant> {
    this.#store.plant.saveSite({ ...this.#plant.site, name });
    return this.#apply();
  }

  async saveMachine(draft: MachineDraft): Promise<Machine> {
    const before = this.#existing(this.#plant.machines, draft.id, "machine");
    const machine: Machine = {
      id: before?.id ?? randomUUID(),
      siteId: this.#plant.site.id,
      name: draft.name,
      kind: draft.kind,
      place: draft.place ?? before?.place ?? this.#plant.machines.length,
      ratedSpeed: draft.ratedSpeed,
    };
    this.#store.plant.saveMachine(machine);
    await this.#apply();
    return machine;
  }

  async saveComponent(draft: ComponentDraft): Promise<Component> {
    const before = this.#existing(this.#plant.components, draft.id, "component");
    this.machine(draft.machineId);
    const component: Component = {
      id: before?.id ?? randomUUID(),
      machineId: draft.machineId,
      name: draft.name,
      kind: draft.kind,
      place: draft.place ?? before?.place ?? this.#plant.components.length,
      outOfService: before?.outOfService ?? false,
    };
    this.#store.plant.saveComponent(component);
    await this.#apply();
    return component;
  }

  async setOutOfService(componentId: ComponentId, outOfService: boolean, by: string): Promise<Component> {
    const component: Component = { ...this.component(componentId), outOfService };
    this.#store.plant.saveComponent(component);
    await this.#apply();
    this.#pipeline.setOutOfService(componentId, outOfService, by);
    return component;
  }

  /** @throws Fault BAD_INPUT when the device has no such channel, NOT_FOUND for an unknown device or component */
  async savePoint(draft: PointDraft): Promise<Point> {
    const before = this.#existing(this.#plant.points, draft.id, "point");
    this.component(draft.componentId);
    const device = found(this.#plant.devices, draft.deviceId, "device");
    if (draft.channel >= device.channelCount) {
      throw new Fault(
        "BAD_INPUT",
        `${device.name} has ${device.channelCount} channels; there is no channel ${draft.channel + 1}. Choose one of 1 to ${device.channelCount}.`,
      );
    }
    const point: Point = { ...draft, id: before?.id ?? randomUUID(), sampleRate: device.sampleRate };
    this.#store.plant.savePoint(point);
    await this.#apply();
    return point;
  }

  async remove(what: "machine" | "component" | "point", id: string): Promise<Plant> {
    if (what === "machine") this.#store.plant.removeMachine(this.machine(id).id);
    else if (what === "component") this.#store.plant.removeComponent(this.component(id).id);
    else this.#store.plant.removePoint(this.point(id).id);
    return this.#apply();
  }

  /**
   * A device that is in use already is set up anew; its points follow its sample rate.
   * @throws Fault CONFLICT when a point hangs on a channel that it does not have any more
   */
  async addDevice(device: DeviceSetup): Promise<DeviceSetup> {
    const beyond = this.#plant.points.filter(
      ({ deviceId, channel }) => deviceId === device.id && channel >= device.channelCount,
    );
    if (beyond.length > 0) {
      const names = beyond.map((point) => `${point.name} (channel ${point.channel + 1})`).join(", ");
      throw new Fault(
        "CONFLICT",
        `${device.name} has ${device.channelCount} channels now, but ${names} needs more. Give these points another channel first.`,
      );
    }
    this.#store.transaction(() => {
      this.#store.plant.saveDevice(device);
      for (const point of this.#plant.points) {
        if (point.deviceId !== device.id || point.sampleRate === device.sampleRate) continue;
        this.#store.plant.savePoint({ ...point, sampleRate: device.sampleRate });
      }
    });
    await this.#apply();
    return device;
  }

  /** @throws Fault CONFLICT while points hang on it */
  async removeDevice(id: DeviceId): Promise<void> {
    const device = found(this.#plant.devices, id, "device");
    const used = this.#plant.points.filter((point) => point.deviceId === id);
    if (used.length > 0) {
      const names = used.map((point) => point.name).join(", ");
      throw new Fault(
        "CONFLICT",
        `${device.name} is used by ${names}. Give these points another device or remove them first.`,
      );
    }
    this.#store.plant.removeDevice(id);
    await this.#apply();
  }

  /** Adds a whole plant at once, for the demo. */
  async install(plant: Plant): Promise<void> {
    const siteId = this.#plant.site.id;
    this.#store.transaction(() => {
      this.#store.plant.saveSite({ ...plant.site, id: siteId });
      for (const device of plant.devices) this.#store.plant.saveDevice(device);
      for (const machine of plant.machines) this.#store.plant.saveMachine({ ...machine, siteId });
      for (const component of plant.components) this.#store.plant.saveComponent(component);
      for (const point of plant.points) this.#store.plant.savePoint(point);
    });
    await this.#apply();
  }

  async #apply(): Promise<Plant> {
    const before = this.#plant;
    this.#plant = this.#store.plant.read();
    const left = new Set(this.#plant.components.map(({ id }) => id));
    for (const { id } of before.components) if (!left.has(id)) this.#gone(id);
    await this.#pipeline.setPlant(this.#plant);
    this.#changes.bump("plant");
    return this.#plant;
  }

  #existing<Thing extends { readonly id: string }>(
    things: readonly Thing[],
    id: string | undefined,
    what: string,
  ): Thing | undefined {
    return id === undefined ? undefined : found(things, id, what);
  }
}

function found<Thing extends { readonly id: string }>(things: readonly Thing[], id: string, what: string): Thing {
  const thing = things.find((each) => each.id === id);
  if (thing !== undefined) return thing;
  throw new Fault("NOT_FOUND", `This ${what} is no longer in the plant. Reload the page to see what is.`, {
    details: { what, id },
  });
}
