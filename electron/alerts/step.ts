import type { AlertPhase, AlertPriority, AlertStep } from "../domain/alert.ts";
import type { NotJudgedReason } from "../domain/assessment.ts";
import { millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import type { AlertSettings } from "./alertSettings.ts";
import { type AlertState, type Episode, priorityRank } from "./alertState.ts";
import { isSettled, type JudgedScore, judge } from "./condition.ts";

interface ByPerson {
  readonly time: UtcMilliseconds;
  readonly by: string;
  readonly comment: string;
}

export type AlertEvent =
  | ({ readonly kind: "score" } & JudgedScore)
  /** A window that could not be judged: it says neither healthy nor abnormal. An alert that is open stays open. */
  | { readonly kind: "notJudged"; readonly time: UtcMilliseconds; readonly reason?: NotJudgedReason | undefined }
  | ({ readonly kind: "acknowledge" } & ByPerson)
  | ({ readonly kind: "shelve"; readonly until: UtcMilliseconds } & ByPerson)
  | ({ readonly kind: "unshelve" } & ByPerson)
  /** Time passes: shelving ends by itself. */
  | { readonly kind: "tick"; readonly time: UtcMilliseconds }
  | ({ readonly kind: "outOfService"; readonly on: boolean } & ByPerson)
  /** The component leaves the plant: what is open is closed. */
  | ({ readonly kind: "remove" } & ByPerson);

export interface StepResult {
  readonly state: AlertState;
  /** A new alert begins: record it. */
  readonly raised: boolean;
  /** What happened to the alert, for its history. When `raised`, the only one is the raise itself. */
  readonly steps: readonly AlertStep[];
  /** The figures of the open alert changed (peak, priority), with or without a step. */
  readonly changed: boolean;
  /** Why a person's wish was not followed, as the user reads it. */
  readonly refused?: string | undefined;
}

/** `by` of a step that nobody took: the station itself. */
export const byStation = "";

/**
 * One event in the life of a component's alerting, after ISA-18.2 / IEC 62682. Pure: time comes with the event.
 *
 * The scores make a *condition* (abnormal or not, with on-delay, off-delay and deadband); people and time move the *phase*.
 * - normal ▸ unacknowledged when the condition becomes abnormal;
 * - unacknowledged ▸ acknowledged by a person, ▸ returned when the condition is over;
 * - acknowledged ▸ normal when the condition is over, ▸ **unacknowledged when the priority rises**: what was acknowledged was
 *   a lesser alarm (re-alarming on escalation). The priority never falls while an alert is open;
 * - returned ▸ normal by acknowledging, ▸ unacknowledged when it is abnormal again (the same alert);
 * - shelved ▸ at its end, or by a person: unacknowledged when still abnormal, else normal;
 * - out of service ▸ the same, when a person puts it back into service.
 */
export function step(state: AlertState, event: AlertEvent, settings: AlertSettings): StepResult {
  const run = new Run(state, event.time);
  run.endShelving();
  switch (event.kind) {
    case "score":
      run.score(event, settings);
      break;
    case "notJudged":
      if (event.reason === "machine off" || event.reason === "new operating mode") run.interrupt();
      break;
    case "tick":
      break;
    case "acknowledge":
      run.acknowledge(event);
      break;
    case "shelve":
      run.shelve(event, event.until, settings);
      break;
    case "unshelve":
      if (run.phase === "shelved") run.release(event.by, event.comment);
      else run.refused = "This alert is not shelved.";
      break;
    case "outOfService":
      run.outOfService(event.on, event);
      break;
    case "remove":
      if (run.open) run.move("normal", event.by, event.comment);
      break;
  }
  return run.result();
}

/** The working copy of one `step`. */
class Run {
  phase: AlertPhase;
  open: boolean;
  refused: string | undefined;
  readonly #before: AlertState;
  readonly #time: UtcMilliseconds;
  readonly #steps: AlertStep[] = [];
  #condition: AlertState["condition"];
  #episode: Episode | undefined;
  #raises: readonly UtcMilliseconds[];
  #raised = false;

  constructor(before: AlertState, time: UtcMilliseconds) {
    this.#before = before;
    this.#time = time;
    this.phase = before.phase;
    this.open = before.open;
    this.#condition = before.condition;
    this.#episode = before.episode;
    this.#raises = before.raises;
  }

  score(score: JudgedScore, settings: AlertSettings): void {
    const offSeconds = this.#isChattering(settings) ? settings.chatter.offSeconds : settings.offSeconds;
    this.#condition = judge(this.#condition, score, offSeconds, settings);
    if (this.open && this.#condition.judgedAt === score.time) this.#follow(score, settings);
    const { abnormal } = this.#condition;
    // An alert that was closed by this very event keeps its figures; the next score raises the new one.
    if (this.phase === "normal" && abnormal && this.#steps.length === 0) this.#raise(score, settings);
    else if (this.phase === "returned" && abnormal) this.#again(score.time, settings);
    else if (this.phase === "unacknowledged" && !abnormal) this.move("returned", byStation, "");
    else if (this.phase === "acknowledged" && !abnormal) this.move("normal", byStation, "");
  }

  /** The machine ran otherwise in between: what was above the threshold before is no neighbour of what comes after. */
  interrupt(): void {
    if (this.#condition.above > 0) this.#condition = { ...this.#condition, above: 0 };
  }

  acknowledge({ by, comment }: ByPerson): void {
    if (this.phase === "unacknowledged" || this.phase === "acknowledged") this.move("acknowledged", by, comment);
    else if (this.phase === "returned") this.move("normal", by, comment);
    else if (this.phase === "shelved") this.refused = "This alert is shelved. Take it back from the shelf first.";
    else if (this.phase === "out of service") this.refused = "This component is out of service.";
    else this.refused = "This alert is over; there is nothing to acknowledge.";
  }

  shelve({ by, comment }: ByPerson, until: UtcMilliseconds, settings: AlertSettings): void {
    const longest = this.#time + settings.longestShelvingSeconds * millisecondsPerSecond;
    if (!this.open) this.refused = "This alert is over; there is nothing to shelve.";
    else if (this.phase === "out of service") this.refused = "This component is out of service.";
    else if (!(until > this.#time)) this.refused = "Shelving must end in the future.";
    else if (!(until <= longest)) {
      const days = Math.floor(settings.longestShelvingSeconds / 86_400);
      this.refused = `Shelving must end within ${days} days. Take the component out of service instead.`;
    } else {
      this.move("shelved", by, comment);
      this.#episode = { ...this.#episode!, shelvedUntil: until };
    }
  }

  outOfService(on: boolean, { by, comment }: ByPerson): void {
    if (on && this.phase !== "out of service") {
      if (this.open) this.move("out of service", by, comment);
      else this.phase = "out of service";
    }
    if (!on && this.phase === "out of service") this.release(by, comment);
  }

  endShelving(): void {
    const until = this.#episode?.shelvedUntil;
    if (this.phase === "shelved" && (until === undefined || this.#time >= until)) this.release(byStation, "");
  }

  /** From the shelf, or back into service: what is still abnormal needs attention again. */
  release(by: string, comment: string): void {
    if (!this.open) {
      this.phase = "normal";
      return;
    }
    this.move(this.#condition.abnormal ? "unacknowledged" : "normal", by, comment);
  }

  move(to: AlertPhase, by: string, comment: string): void {
    this.#steps.push({ time: this.#time, from: this.phase, to, by, comment });
    this.phase = to;
    this.open = to !== "normal";
    const { shelvedUntil: _ended, ...episode } = this.#episode!;
    const over = to === "returned" || (to === "normal" && episode.clearedAt === undefined);
    this.#episode = {
      ...episode,
      changedAt: this.#time,
      clearedAt: to === "unacknowledged" ? undefined : over ? this.#time : episode.clearedAt,
    };
  }

  result(): StepResult {
    const { phase, open } = this;
    const state: AlertState = {
      phase,
      open,
      condition: this.#condition,
      episode: this.#episode,
      raises: this.#raises,
    };
    return {
      state,
      raised: this.#raised,
      steps: this.#steps,
      changed: this.#episode !== this.#before.episode,
      refused: this.refused,
    };
  }

  #raise(score: JudgedScore, settings: AlertSettings): void {
    this.#raised = true;
    this.#episode = {
      priority: priorityOf(this.#condition.severity ?? 1, settings),
      raisedAt: score.time,
      changedAt: score.time,
      peakScore: score.value,
      threshold: score.threshold,
    };
    this.#again(score.time, settings);
  }

  #again(time: UtcMilliseconds, settings: AlertSettings): void {
    this.move("unacknowledged", byStation, "");
    const kept = this.#raises.filter((raise) => isWithin(raise, time, settings.chatter.withinSeconds));
    this.#raises = [...kept, time];
  }

  /** Peak, priority and clearing of the open alert, also while it is shelved. */
  #follow(score: JudgedScore, settings: AlertSettings): void {
    const before = this.#episode!;
    const { abnormal, severity } = this.#condition;
    const reached = priorityOf(severity ?? 0, settings);
    const rises = abnormal && isSettled(this.#condition) && priorityRank(reached) > priorityRank(before.priority);
    const higher = score.value / score.threshold > before.peakScore / before.threshold;
    const quiet = this.phase === "shelved" || this.phase === "out of service";
    const clearedAt = quiet ? (abnormal ? undefined : (before.clearedAt ?? score.time)) : before.clearedAt;
    if (!rises && !higher && clearedAt === before.clearedAt) return;
    this.#episode = {
      ...before,
      clearedAt,
      priority: rises ? reached : before.priority,
      ...(higher ? { peakScore: score.value, threshold: score.threshold } : {}),
    };
    if (rises && this.phase === "acknowledged") this.move("unacknowledged", byStation, "");
  }

  /** Was the last raise one too many? It counts however long ago it was: a long episode may flicker at its end. */
  #isChattering({ chatter }: AlertSettings): boolean {
    const last = this.#raises.at(-1);
    if (last === undefined) return false;
    return this.#raises.filter((time) => isWithin(time, last, chatter.withinSeconds)).length >= chatter.raises;
  }
}

function priorityOf(severity: number, settings: AlertSettings): AlertPriority {
  if (severity >= settings.highFrom) return "high";
  return severity >= settings.mediumFrom ? "medium" : "low";
}

function isWithin(earlier: UtcMilliseconds, later: UtcMilliseconds, seconds: number): boolean {
  return earlier <= later && later - earlier <= seconds * millisecondsPerSecond;
}
