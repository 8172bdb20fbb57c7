import type { FaultCode } from "./fault.ts";
import type { Milliseconds, Seconds } from "./units.ts";

/** Why learning ended without a model, as facts: the page has a sentence for each reason. */
export type LearningFailure =
  | { readonly reason: "no point" }
  /** Nothing came from its sensors for so long; `points`: names of those that were silent while others spoke. */
  | { readonly reason: "no signal"; readonly duration: Milliseconds; readonly points?: readonly string[] }
  /** Its machine stood still, or the station was off for so long. */
  | { readonly reason: "machine off" | "station off"; readonly duration: Milliseconds }
  /** Windows that are there, and how many it takes; `seconds` that takes where a sensor says something now and then only. */
  | { readonly reason: "too little"; readonly found: number; readonly needed: number; readonly seconds?: Seconds }
  /** So many of all windows were silent or held broken samples. */
  | { readonly reason: "silent or broken"; readonly unusable: number; readonly all: number }
  /** What was heard is constant, or holds what is no number. */
  | { readonly reason: "unusable" }
  /** No session fits the sensors as they are now. */
  | { readonly reason: "no session" }
  /** Anything else the station could not do. */
  | { readonly reason: "fault"; readonly code: FaultCode };
