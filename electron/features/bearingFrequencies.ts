import { type BearingGeometry, type BearingMechanism, requireGeometry } from "../domain/bearing.ts";
import { Fault } from "../domain/fault.ts";
import type { Hertz, RevolutionsPerMinute } from "../domain/units.ts";

/** The fastest spindles turn below it; above it somebody mixed up units. */
const fastest: RevolutionsPerMinute = 200_000;

/**
 * How often a point defect is struck, in multiples of the shaft speed (inner ring turning, no slip): with q = d/D·cos φ,
 * BPFO = n/2·(1 − q), BPFI = n/2·(1 + q), BSF = D/(2d)·(1 − q²), FTF = (1 − q)/2. Slip moves them by 1 to 2 %.
 * R. B. Randall and J. Antoni, "Rolling element bearing diagnostics: a tutorial", MSSP 25 (2011).
 * @throws Fault BAD_INPUT for an impossible geometry
 */
export function bearingOrders(geometry: BearingGeometry): Readonly<Record<BearingMechanism, number>> {
  requireGeometry(geometry);
  const { rollingElements, elementDiameter, pitchDiameter, contactAngle } = geometry;
  const ratio = (elementDiameter / pitchDiameter) * Math.cos((contactAngle * Math.PI) / 180);
  return {
    BPFO: (rollingElements / 2) * (1 - ratio),
    BPFI: (rollingElements / 2) * (1 + ratio),
    BSF: (pitchDiameter / (2 * elementDiameter)) * (1 - ratio ** 2),
    FTF: (1 - ratio) / 2,
  };
}

/**
 * The same in hertz at a speed.
 * @throws Fault BAD_INPUT for an impossible geometry or a speed that is not above 0 and at most 200 000 r/min
 */
export function bearingFrequencies(
  geometry: BearingGeometry,
  speed: RevolutionsPerMinute,
): Readonly<Record<BearingMechanism, Hertz>> {
  const orders = bearingOrders(geometry);
  const shaft = shaftFrequency(speed);
  return { BPFO: orders.BPFO * shaft, BPFI: orders.BPFI * shaft, BSF: orders.BSF * shaft, FTF: orders.FTF * shaft };
}

/** Revolutions per second. @throws Fault BAD_INPUT for a speed that is not above 0 and at most 200 000 r/min */
export function shaftFrequency(speed: RevolutionsPerMinute): Hertz {
  if (!(speed > 0 && speed <= fastest)) {
    throw new Fault(
      "BAD_INPUT",
      `A speed of ${speed} r/min is out of range: give it in revolutions per minute, up to ${fastest}.`,
    );
  }
  return speed / 60;
}
