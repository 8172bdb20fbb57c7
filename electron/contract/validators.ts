import { z } from "zod";

/** Names and comments come from people: bounded, trimmed, never empty where a name is needed. */
export const id = z.string().min(1).max(200);
export const name = z.string().trim().min(1, "Give it a name.").max(120);
export const comment = z.string().trim().max(2000);
export const author = z.string().trim().min(1, "Say who you are.").max(120);
export const moment = z.number().finite().min(0).max(8.64e15);
/** What a driver may be told: flat values only; a description of frames or registers is a text. */
export const driverSettings = z.record(z.string().max(100), z.union([z.string().max(20_000), z.number(), z.boolean()]));
/** How a machine runs, as its people say it. */
export const operatingTag = z.object({
  speed: z.number().min(0).max(1_000_000).optional(),
  load: z.number().min(0).max(10).optional(),
  state: name.optional(),
});
