import { type BearingGeometry, requireGeometry } from "../domain/bearing.ts";
import { Fault } from "../domain/fault.ts";

/**
 * A bearing on the command line: N,d,D or N,d,D,ANGLE, for instance 9,7.94,39.04.
 * @throws Fault BAD_INPUT for anything else, or for a geometry no bearing has
 */
export function parseGeometry(text: string): BearingGeometry {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [rollingElements, elementDiameter, pitchDiameter, contactAngle = 0] = numbers;
  if (numbers.length < 3 || numbers.length > 4 || numbers.some(Number.isNaN)) {
    throw new Fault(
      "BAD_INPUT",
      `"${text}" is no geometry. Give rolling elements, their diameter, the pitch diameter and, if there is one, the contact angle in degrees: 9,7.94,39.04`,
    );
  }
  const geometry: BearingGeometry = {
    rollingElements: rollingElements!,
    elementDiameter: elementDiameter!,
    pitchDiameter: pitchDiameter!,
    contactAngle,
  };
  requireGeometry(geometry);
  return geometry;
}
