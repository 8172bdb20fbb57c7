import type { AlarmBudget } from "./alarmBudget.ts";
import type { UtcMilliseconds } from "./units.ts";

/** What a person decided about the micromodel of a component, besides letting it learn. */
export type ModelDecision = { readonly time: UtcMilliseconds; readonly by: string } & (
  | { readonly what: "put into service"; readonly version: number; readonly reason?: string | undefined }
  | { readonly what: "budget"; readonly budget: AlarmBudget }
  /** The session that began then goes, and what was heard in it. */
  | { readonly what: "forget session"; readonly from: UtcMilliseconds }
);
