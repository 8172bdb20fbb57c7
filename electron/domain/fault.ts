/** Every way something can go wrong that a user may have to act on. The renderer has a sentence for each. */
export const faultCodes = [
  "BAD_FILE",
  "BAD_INPUT",
  "BAD_SHAPE",
  "BAD_SAMPLES",
  "BAD_ARTIFACT",
  "DEVICE_MISSING",
  "DEVICE_LOST",
  "DEVICE_STALLED",
  "RATE_NOT_OFFERED",
  "LIBRARY_MISSING",
  "PORT_BUSY",
  "QUEUE_FULL",
  "STORE_CORRUPT",
  "STORE_FAILED",
  "RUNTIME_WRONG",
  "NOT_FOUND",
  "NOT_ALLOWED",
  "CONFLICT",
  "TOO_LITTLE_DATA",
  "WORKER_LOST",
  "CANCELLED",
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** Facts the user's sentence is made of: which file, which port, which rates are offered. */
export type FaultDetails = Readonly<Record<string, string | number | readonly (string | number)[]>>;

/**
 * The one error type of the house: a closed code, a sentence that names the thing and the remedy, and the kept cause.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly details: FaultDetails;

  constructor(code: FaultCode, message: string, options: { cause?: unknown; details?: FaultDetails } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Any thrown value as a Fault; what is not one already keeps its message under `code`. */
export function asFault(thrown: unknown, code: FaultCode): Fault {
  if (thrown instanceof Fault) return thrown;
  return new Fault(code, thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}
