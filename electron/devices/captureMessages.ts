import type { DevicePreview } from "../domain/devicePreview.ts";
import type { FaultCode, FaultDetails } from "../domain/fault.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import type { SourceTroubles } from "../domain/sourceTroubles.ts";
import type { Milliseconds } from "../domain/units.ts";

/** A block before it has its place in a capture. */
export type SentBlock = Omit<SampleBlock, "deviceId" | "sequence">;

/** The one word a device process is given when it starts. */
export interface ProcessWord<Task> {
  readonly task: Task;
  /** Of the station's `steadyNow`. */
  readonly origin: Milliseconds;
}

/** What a device process tells the station. A fault or an answer is its last word. */
export type DeviceMessage =
  /** The device is open: from now on it is expected to send. */
  | { readonly kind: "open" }
  | { readonly kind: "block"; readonly block: SentBlock }
  /** Something is coming, but nothing that can be used: says what, for the message when it stays so. */
  | { readonly kind: "unusable"; readonly finding: string }
  /** What went wrong while there is no block to tell of it. */
  | { readonly kind: "troubles"; readonly troubles: SourceTroubles }
  | { readonly kind: "preview"; readonly preview: DevicePreview }
  | { readonly kind: "answer"; readonly answer: unknown }
  | { readonly kind: "fault"; readonly code: FaultCode; readonly message: string; readonly details: FaultDetails }
  /** Of a process that serves several devices: what concerns one of them alone. A fault or an answer is the last of it, not of the process. */
  | { readonly kind: "member"; readonly member: number; readonly message: MemberMessage };

export type MemberMessage = Exclude<DeviceMessage, { readonly kind: "member" }>;

/** What the station tells a device process: it has taken the oldest message that it had not taken yet. */
export const heard = "heard";
/** The other thing it tells any of them: the process is to put its device back into the state it wants to be left in, and to end. */
export const leave = "leave";
/** To a process that serves several devices: whom to serve from now on, with a task of its own, and whom no longer. */
export type MemberWord<Task> =
  | { readonly kind: "join"; readonly member: number; readonly task: Task }
  | { readonly kind: "part"; readonly member: number };
