import { Fault } from "./fault.ts";

/** What the frequencies of a rolling bearing depend on. Lengths in any one unit, usually mm. */
export interface BearingGeometry {
  readonly rollingElements: number;
  /** Diameter of a ball or roller. */
  readonly elementDiameter: number;
  /** Diameter of the circle through the centres of the rolling elements. */
  readonly pitchDiameter: number;
  /** Degrees; 0 for a deep-groove ball bearing under radial load. */
  readonly contactAngle: number;
}

export interface Bearing extends BearingGeometry {
  readonly designation: string;
  readonly maker?: string | undefined;
  /** Where the geometry was taken from. */
  readonly source: string;
}

/**
 * Which part a defect lies on. `BPFO`: outer race; `BPFI`: inner race; `BSF`: rolling element (it strikes both races, so that
 * 2·BSF leads); `FTF`: cage.
 */
export const bearingMechanisms = ["BPFO", "BPFI", "BSF", "FTF"] as const;
export type BearingMechanism = (typeof bearingMechanisms)[number];

/** @throws Fault BAD_INPUT for a geometry that no bearing has, naming what is wrong with it */
export function requireGeometry(geometry: BearingGeometry): void {
  const { rollingElements, elementDiameter, pitchDiameter, contactAngle } = geometry;
  const wrong = !(Number.isInteger(rollingElements) && rollingElements >= 3)
    ? `${rollingElements} rolling elements; there must be at least 3`
    : !(elementDiameter > 0 && Number.isFinite(elementDiameter))
      ? `rolling elements of ${elementDiameter}; their diameter must be above 0`
      : !(pitchDiameter > elementDiameter && Number.isFinite(pitchDiameter))
        ? `a pitch circle of ${pitchDiameter}; it must be larger than the rolling elements (${elementDiameter})`
        : !(contactAngle >= 0 && contactAngle < 90)
          ? `a contact angle of ${contactAngle}°; it must be from 0 to below 90°`
          : undefined;
  if (wrong) throw new Fault("BAD_INPUT", `A bearing cannot have ${wrong}. Check its data sheet.`);
}
