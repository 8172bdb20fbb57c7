import type { RevolutionsPerMinute } from "./units.ts";

/** How a machine runs, as somebody or something other than its signal says it: a person, a tacho, a control system. */
export interface OperatingTag {
  readonly speed?: RevolutionsPerMinute | undefined;
  /** Share of the rated load: 1 is full load. */
  readonly load?: number | undefined;
  /** What the plant calls this way of running ("idle", "second gear"). */
  readonly state?: string | undefined;
}
