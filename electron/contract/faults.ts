import { z } from "zod";
import { type FaultCode, type FaultDetails, faultCodes } from "../domain/fault.ts";

const details = z.object({ details: z.custom<FaultDetails>() });

/** Every fault code of the house crosses to the renderer as a typed error that carries its details. */
export const faults = Object.fromEntries(faultCodes.map((code) => [code, { data: details }])) as Record<
  FaultCode,
  { data: typeof details }
>;
