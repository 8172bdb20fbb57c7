import type { BearingGeometry } from "../../domain/bearing.ts";
import { Fault } from "../../domain/fault.ts";
import type { ManifestEntry } from "./readManifest.ts";

/** How often each part of a bearing is struck, in multiples of the shaft speed. */
export interface FaultOrders {
  readonly BPFO: number;
  readonly BPFI: number;
  readonly BSF: number;
}

export interface FaultOrderBook {
  /** @throws Fault NOT_FOUND when nothing is known of the bearing of this recording */
  ordersOf(entry: ManifestEntry): FaultOrders;
}

/**
 * The facts of the datasets: `{ dataset: { orders: { component: { BPFO, BPFI, BSF } } } }`. Where a dataset knows one bearing only,
 * it is that one.
 * @throws Fault BAD_FILE when it is no JSON of that shape
 */
export function readFaultOrders(name: string, text: string): FaultOrderBook {
  const book = parse(name, text);
  return {
    ordersOf({ dataset, component }) {
      const known = entriesOf(entriesOf(book[dataset]).orders);
      const names = Object.keys(known);
      const found = known[component] ?? (names.length === 1 ? known[names[0]!] : undefined);
      if (isOrders(found)) return found;
      const message = `${name} knows no fault orders (BPFO, BPFI, BSF) of "${component}" of the dataset "${dataset}". Add them under "orders".`;
      throw new Fault("NOT_FOUND", message, { details: { dataset, component } });
    },
  };
}

/**
 * A bearing with these orders, in units of its pitch diameter: with q = d/D·cos φ, BPFO + BPFI is the number of elements n,
 * BPFI − BPFO = n·q, and BSF = D/(2d)·(1 − q²).
 */
export function geometryOf({ BPFO, BPFI, BSF }: FaultOrders): BearingGeometry {
  const rollingElements = Math.round(BPFO + BPFI);
  const ratio = (BPFI - BPFO) / (BPFI + BPFO);
  // rounded orders may ask for a cosine above 1: then the races, which are told apart best, decide
  const elementDiameter = Math.max(ratio, (1 - ratio ** 2) / (2 * BSF));
  const contactAngle = (Math.acos(ratio / elementDiameter) * 180) / Math.PI;
  return { rollingElements, elementDiameter, pitchDiameter: 1, contactAngle };
}

function isOrders(value: unknown): value is FaultOrders {
  const { BPFO, BPFI, BSF } = entriesOf(value);
  const numbers = [BPFO, BPFI, BSF].every((order) => typeof order === "number" && order > 0);
  return numbers && (BPFI as number) > (BPFO as number);
}

function parse(name: string, text: string): Record<string, unknown> {
  try {
    return entriesOf(JSON.parse(text));
  } catch (thrown) {
    throw new Fault("BAD_FILE", `${name} is no JSON: ${(thrown as Error).message}. Correct it.`, { cause: thrown });
  }
}

function entriesOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
