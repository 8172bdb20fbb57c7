/** One thing that was looked at on this computer. */
export interface Check {
  readonly what: string;
  readonly ready: boolean;
  /** The station works without it; some device does not. */
  readonly optional: boolean;
  /** What was found, and the remedy when it is not ready. */
  readonly finding: string;
}
