import { Fault } from "../../domain/fault.ts";
import type { Hertz } from "../../domain/units.ts";
import type { Commands } from "./commands.ts";

const productRegister = 60_000;
const serialRegister = 60_028;

/** The models whose stream is known: 16-bit samples, converted one after the other. */
export type LabJackModel = "T4" | "T7";

export interface LabJackIdentity {
  readonly model: LabJackModel;
  readonly serial: number;
}

export const inputCounts: Readonly<Record<LabJackModel, number>> = { T4: 12, T7: 14 };
/** Samples a second over all channels, at the fastest resolution. */
const throughputs: Readonly<Record<LabJackModel, number>> = { T4: 50_000, T7: 100_000 };

export function highestRate(model: LabJackModel, channelCount: number): Hertz {
  return throughputs[model] / channelCount;
}

/** @throws Fault BAD_INPUT for another device, or another model */
export async function identify(commands: Commands, address: string): Promise<LabJackIdentity> {
  const product = await commands.readFloat(productRegister);
  const serial = await commands.readWhole(serialRegister);
  if (product === 4) return { model: "T4", serial };
  if (product === 7) return { model: "T7", serial };
  const named = Number.isInteger(product) && product > 0 && product < 100 ? `a LabJack T${product}` : "no LabJack";
  const message = `What answers at ${address} is ${named}; streams of a T4 and a T7 are understood. Choose one of these.`;
  throw new Fault("BAD_INPUT", message, { details: { address, product: String(product) } });
}
