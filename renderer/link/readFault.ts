import { ORPCError } from "@orpc/client";
import { type FaultCode, faultCodes } from "../../electron/domain/fault.ts";
import { StationAway } from "./connection.ts";

export interface ReadFault {
  /** undefined: the station gave no reason. */
  readonly code: FaultCode | "AWAY" | undefined;
  /** The station's own sentence: it names the thing and the remedy. Empty when there is none worth showing. */
  readonly message: string;
}

const known: ReadonlySet<string> = new Set(faultCodes);

interface Issue {
  readonly message: string;
}

/** Messages of the form check, when the station refused the input itself. */
function inputIssues(data: unknown): string {
  if (typeof data !== "object" || data === null || !("issues" in data) || !Array.isArray(data.issues)) return "";
  return (data.issues as Issue[]).map((issue) => issue.message).join(" ");
}

/** Whatever a call threw, as a code the words know and the station's sentence. */
export function readFault(thrown: unknown): ReadFault {
  if (thrown instanceof StationAway) return { code: "AWAY", message: "" };
  if (thrown instanceof ORPCError) {
    if (known.has(thrown.code)) return { code: thrown.code as FaultCode, message: thrown.message };
    if (thrown.code === "BAD_REQUEST") return { code: "BAD_INPUT", message: inputIssues(thrown.data) };
    return { code: undefined, message: "" };
  }
  // The link broke while the call was under way.
  if (thrown instanceof Error && /websocket|peer|closed/i.test(thrown.message)) return { code: "AWAY", message: "" };
  return { code: undefined, message: "" };
}
