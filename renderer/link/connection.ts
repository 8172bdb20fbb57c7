import type { ContractRouterClient } from "@orpc/contract";
import type { Contract } from "../../electron/contract/contract.ts";
import type { UtcMilliseconds } from "../../electron/domain/units.ts";

export type StationClient = ContractRouterClient<Contract>;

/** `generation` counts the times the link came up: streams start again when it changes. */
export type LinkState =
  | { readonly phase: "connecting" }
  | { readonly phase: "open"; readonly generation: number }
  | { readonly phase: "away"; readonly since: UtcMilliseconds }
  | { readonly phase: "expired" };

/** The way to the station, whatever carries it. The client stays the same object over every reconnection. */
export interface Connection {
  readonly client: StationClient;
  state(): LinkState;
  subscribe(listener: () => void): () => void;
  /** Does not wait for the next planned attempt. */
  tryNow(): void;
  /** For good: nothing is tried any more. */
  close(): void;
}

/** Thrown by every call while there is no link; the banner says the rest. */
export class StationAway extends Error {
  override readonly name = "StationAway";
}
