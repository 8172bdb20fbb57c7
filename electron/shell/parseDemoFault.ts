import { Fault } from "../domain/fault.ts";
import type { Seconds } from "../domain/units.ts";

export interface ScheduledDemoFault {
  readonly componentId: string;
  readonly fault: string;
  readonly after: Seconds;
}

/** Reads `COMPONENT:FAULT@SECONDS`, for instance `feed-pump/drive-end-bearing:outer race@60`. */
export function parseDemoFault(text: string): ScheduledDemoFault {
  const match = /^(?<componentId>[^:]+):(?<fault>[^@]+)@(?<after>\d+(?:\.\d+)?)$/.exec(text);
  if (match?.groups === undefined) {
    throw new Fault(
      "BAD_INPUT",
      `"${text}" is not a demo fault. Write COMPONENT:FAULT@SECONDS, for instance "feed-pump/drive-end-bearing:outer race@60".`,
    );
  }
  const { componentId = "", fault = "", after = "" } = match.groups;
  return { componentId, fault, after: Number(after) };
}
