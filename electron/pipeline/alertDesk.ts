import { randomUUID } from "node:crypto";
import { type AlertSettings, defaultAlertSettings, settingsFor } from "../alerts/alertSettings.ts";
import { type AlertState, alertOf, freshAlertState, resumeAlertState } from "../alerts/alertState.ts";
import { type AlertEvent, type StepResult, step } from "../alerts/step.ts";
import type { Alert, AlertStep, Deviation } from "../domain/alert.ts";
import type { NotJudgedReason } from "../domain/assessment.ts";
import { Fault } from "../domain/fault.ts";
import type { Component, ComponentId } from "../domain/plant.ts";
import type { Seconds, UtcMilliseconds } from "../domain/units.ts";
import type { PipelineSinks } from "./sinks.ts";

/** What an alert is besides its state: known when it is raised, kept until it is over. */
type Identity = Pick<Alert, "id" | "componentId" | "machineId" | "modelVersion" | "deviation">;

interface Desk {
  state: AlertState;
  identity: Identity | undefined;
  /** What the store has refused so far, oldest first: written again with the next event, at the latest a second later. */
  unwritten: Writing[];
}

interface Writing {
  readonly alert: Alert;
  readonly raised: boolean;
  readonly steps: readonly AlertStep[];
}

export interface AlertDeskOptions {
  readonly sinks: Pick<PipelineSinks, "alertRaised" | "alertChanged" | "trouble">;
  /** Of the model that serves the component now. */
  readonly modelVersion: (componentId: ComponentId) => number;
  /** On-delay that the model in service asks for; missing: that of the settings. */
  readonly onWindows?: (componentId: ComponentId) => number | undefined;
  /** Of the component; a second unless given. */
  readonly windowSeconds?: (componentId: ComponentId) => Seconds;
  /** The value that deviates most at this moment; asked for when an alert about a value reaches a new height. */
  readonly worstValue?: (componentId: ComponentId) => Deviation | undefined;
  readonly raised: (alert: Alert) => void;
  readonly settings?: AlertSettings;
}

/** Runs the alert state machine of every component, and writes each change before anyone hears of it. */
export class AlertDesk {
  readonly #options: AlertDeskOptions;
  readonly #settings: AlertSettings;
  readonly #desks = new Map<ComponentId, Desk>();
  #components = new Map<ComponentId, Component>();

  constructor(options: AlertDeskOptions) {
    this.#options = options;
    this.#settings = options.settings ?? defaultAlertSettings;
  }

  /** What leaves the plant has its open alert closed. */
  setComponents(components: readonly Component[], now: UtcMilliseconds): void {
    const wanted = new Map(components.map((component) => [component.id, component]));
    for (const id of [...this.#desks.keys()]) {
      if (wanted.has(id)) continue;
      this.#take(id, { kind: "remove", time: now, by: "", comment: "" });
      this.#desks.delete(id);
    }
    this.#components = wanted;
    for (const { id, outOfService } of components) {
      if (!this.#desks.has(id))
        this.#desks.set(id, { state: freshAlertState(outOfService), identity: undefined, unwritten: [] });
    }
  }

  /** Goes on with an alert that was open when the station stopped. */
  resume(alert: Alert): void {
    const { id, componentId, machineId, modelVersion, deviation } = alert;
    if (!this.#components.has(componentId)) return;
    this.#desks.set(componentId, {
      state: resumeAlertState(alert),
      identity: { id, componentId, machineId, modelVersion, deviation },
      unwritten: [],
    });
  }

  state(componentId: ComponentId): AlertState | undefined {
    return this.#desks.get(componentId)?.state;
  }

  score(componentId: ComponentId, time: UtcMilliseconds, value: number, threshold: number): void {
    this.#take(componentId, { kind: "score", time, value, threshold });
  }

  notJudged(componentId: ComponentId, time: UtcMilliseconds, reason?: NotJudgedReason): void {
    this.#take(componentId, { kind: "notJudged", time, reason });
  }

  /** Time passes: what was shelved comes back. */
  tick(time: UtcMilliseconds): void {
    for (const componentId of this.#desks.keys()) this.#take(componentId, { kind: "tick", time });
  }

  setOutOfService(componentId: ComponentId, on: boolean, by: string, time: UtcMilliseconds): void {
    this.#take(componentId, { kind: "outOfService", on, time, by, comment: "" });
  }

  /**
   * What a person does about an alert.
   * @throws Fault NOT_FOUND when it is not open any more; CONFLICT when its state does not allow it, saying why
   */
  act(alertId: string, event: Extract<AlertEvent, { kind: "acknowledge" | "shelve" | "unshelve" }>): void {
    const entry = [...this.#desks].find(([, { identity }]) => identity?.id === alertId);
    if (entry === undefined) {
      throw new Fault("CONFLICT", "This alert is over; nothing more can be done about it.", { details: { alertId } });
    }
    const { refused } = this.#take(entry[0], event);
    if (refused !== undefined) throw new Fault("CONFLICT", refused, { details: { alertId } });
  }

  /** The spectrum of an alert was compared with healthy. */
  explain(alertId: string, deviation: Deviation): void {
    for (const desk of this.#desks.values()) {
      if (desk.identity?.id !== alertId) continue;
      desk.identity = { ...desk.identity, deviation };
      const alert = alertOf(desk.state, desk.identity);
      if (alert !== undefined) this.#writeOrKeep(desk, { alert, raised: false, steps: [] });
    }
  }

  #take(componentId: ComponentId, event: AlertEvent): StepResult {
    const desk = this.#desks.get(componentId);
    const component = this.#components.get(componentId);
    if (desk === undefined || component === undefined) {
      throw new Fault("NOT_FOUND", `The plant has no component "${componentId}".`, { details: { componentId } });
    }
    const result = step(desk.state, event, this.#settingsOf(componentId));
    const identity = result.raised ? this.#newIdentity(component) : this.#followWorst(desk, result.state);
    const alert = identity && alertOf(result.state, identity);
    const writing =
      alert !== undefined && (result.raised || result.changed || result.steps.length > 0)
        ? { alert, raised: result.raised, steps: result.steps }
        : undefined;
    // What a person did counts only once it is written; what the machine does is true whether the disk takes it or not.
    if (isByPerson(event)) this.#write(desk, writing);
    desk.state = result.state;
    desk.identity = identity;
    if (!isByPerson(event)) this.#writeOrKeep(desk, writing);
    if (alert !== undefined && result.raised) this.#options.raised(alert);
    return result;
  }

  /** What is said of a value grows with the alert: a sentence of its first minute would belittle what came after. */
  #followWorst({ state, identity }: Desk, next: AlertState): Identity | undefined {
    if (identity?.deviation?.value === undefined || heightOf(next) <= heightOf(state)) return identity;
    return { ...identity, deviation: this.#options.worstValue?.(identity.componentId) ?? identity.deviation };
  }

  #settingsOf(componentId: ComponentId): AlertSettings {
    const settings = settingsFor(this.#settings, this.#options.windowSeconds?.(componentId) ?? 1);
    const onWindows = this.#options.onWindows?.(componentId);
    return onWindows === undefined ? settings : { ...settings, onWindows };
  }

  /** @throws what the store throws; what was refused stays on the desk, but for `writing` itself */
  #write(desk: Desk, writing: Writing | undefined): void {
    for (let next = desk.unwritten[0]; next !== undefined; next = desk.unwritten[0]) {
      this.#hand(next);
      desk.unwritten.shift();
    }
    if (writing !== undefined) this.#hand(writing);
  }

  #writeOrKeep(desk: Desk, writing: Writing | undefined): void {
    try {
      this.#write(desk, writing);
    } catch (thrown) {
      if (writing !== undefined) keep(desk.unwritten, writing);
      this.#options.sinks.trouble(thrown);
    }
  }

  #hand({ alert, raised, steps }: Writing): void {
    if (raised) this.#options.sinks.alertRaised(alert, steps);
    else this.#options.sinks.alertChanged(alert, steps);
  }

  #newIdentity({ id: componentId, machineId }: Component): Identity {
    return { id: randomUUID(), componentId, machineId, modelVersion: this.#options.modelVersion(componentId) };
  }
}

function heightOf({ episode }: AlertState): number {
  return episode === undefined ? 0 : episode.peakScore / episode.threshold;
}

function isByPerson({ kind }: AlertEvent): boolean {
  return kind === "acknowledge" || kind === "shelve" || kind === "unshelve" || kind === "outOfService";
}

/** The newest figures of one alert take the place of the earlier ones; no step is left out. */
function keep(unwritten: Writing[], { alert, raised, steps }: Writing): void {
  const last = unwritten.at(-1);
  if (last?.alert.id !== alert.id) {
    unwritten.push({ alert, raised, steps });
  } else {
    unwritten[unwritten.length - 1] = { alert, raised: last.raised, steps: [...last.steps, ...steps] };
  }
}
