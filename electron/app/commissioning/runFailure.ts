import type { Fault } from "../../domain/fault.ts";
import type { LearningFailure } from "../../domain/learningFailure.ts";
import type { Point } from "../../domain/plant.ts";
import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";
import { componentWindow } from "../../pipeline/componentWindow.ts";
import { leastWindows } from "../../training/checkSessions.ts";

/** Why a run failed: as facts for the pages, and as a sentence for whoever has no words of their own. */
export interface RunFailure {
  readonly failure: LearningFailure;
  readonly message: string;
}

export const noPoint: RunFailure = {
  failure: { reason: "no point" },
  message: "It has no measuring point yet. Assign a channel to it in Setup, then let it learn.",
};

/** Known before it begins: sensors that say something now and then take longer than was granted. undefined: there is time enough. */
export function tooShort(points: readonly Point[], duration: Milliseconds): RunFailure | undefined {
  const windowSeconds = componentWindow(points);
  const found = Math.floor(duration / (windowSeconds * millisecondsPerSecond));
  // the shortest learning that can be granted is long enough for all that say something every second
  if (points.length === 0 || windowSeconds <= 1 || found >= leastWindows) return undefined;
  const seconds = Math.ceil(leastWindows * windowSeconds);
  return {
    failure: { reason: "too little", found, needed: leastWindows, seconds },
    message: `Its sensors say something every ${Math.round(windowSeconds * 10) / 10} s only. Let it learn for at least ${seconds} s.`,
  };
}

/** @param silent names of the points that were silent while others spoke: a component is heard through all of its points at once */
export function noSignal(duration: Milliseconds, silent: readonly string[] = []): RunFailure {
  const seconds = Math.round(duration / millisecondsPerSecond);
  if (silent.length > 0) {
    return {
      failure: { reason: "no signal", duration, points: silent },
      message: `Nothing came from ${silent.join(", ")} for ${seconds} s, while its other points were heard. Check the device in Setup, or take the point from this component; then let it learn again.`,
    };
  }
  return {
    failure: { reason: "no signal", duration },
    message: `No signal came for ${seconds} s. Check its sensor and device in Setup, then let it learn again.`,
  };
}

export function machineOff(duration: Milliseconds): RunFailure {
  return {
    failure: { reason: "machine off", duration },
    message: `The machine was off for ${minutes(duration)} minutes. Let it learn while it runs; if it does run, say how by naming its way of running.`,
  };
}

export function stationOff(duration: Milliseconds): RunFailure {
  return {
    failure: { reason: "station off", duration },
    message: `The station was off for ${minutes(duration)} minutes meanwhile. Let the component learn again.`,
  };
}

/** What a training threw, or the store when it was to keep what was heard. */
export function failedBy(fault: Fault): RunFailure {
  return { failure: failureOf(fault), message: fault.message };
}

function failureOf({ code, details }: Fault): LearningFailure {
  const { found, needed, unusable, usable } = details;
  if (code === "TOO_LITTLE_DATA") {
    const isCounted = typeof found === "number" && typeof needed === "number";
    return isCounted ? { reason: "too little", found, needed } : { reason: "no session" };
  }
  if (code === "BAD_SAMPLES") {
    const isCounted = typeof unusable === "number" && typeof usable === "number";
    return isCounted ? { reason: "silent or broken", unusable, all: unusable + usable } : { reason: "unusable" };
  }
  return { reason: "fault", code };
}

function minutes(duration: Milliseconds): number {
  return Math.round(duration / (60 * millisecondsPerSecond));
}
