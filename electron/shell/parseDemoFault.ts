import { Fault } from "../domain/fault.ts";
import type { Seconds } from "../domain/units.ts";

export interface ScheduledDemoFault {
  readonly componentId: string;
  readonly fault: string;
  readonly after: Seconds;
}

/** A timer further ahead would overflow and fire at once. */
const longestWait: Seconds = 86_400;

/** Reads `COMPONENT:FAULT@SECONDS`, for instance `feed-pump/drive-end-bearing:outer race@60`. */
export function parseDemoFault(text: string): ScheduledDemoFault {
  const match = /^(?<componentId>[^:]+):(?<fault>[^@]+)@(?<after>\d+(?:\.\d+)?)$/.exec(text);
  if (match?.groups === undefined || Number(match.groups.after) > longestWait) {
    throw new Fault(
      "BAD_INPUT",
      `"${text}" is not a demo fault. Write COMPONENT:FAULT@SECONDS, for instance "feed-pump/drive-end-bearing:outer race@60"; at most a day ahead.`,
    );
  }
  const { componentId = "", fault = "", after = "" } = match.groups;
  return { componentId, fault, after: Number(after) };
}
