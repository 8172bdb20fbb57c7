/** What a rolling bearing is made of; the outer race stands still. */
export interface BearingGeometry {
  readonly rollingElements: number;
  /** Of the rolling elements, and of the circle of their centres; same unit. */
  readonly elementDiameter: number;
  readonly pitchDiameter: number;
  /** Degrees. */
  readonly contactAngle: number;
}

/** Fault frequencies as orders of the shaft on which the bearing sits. `elementSpin` is once per turn of an element (BSF). */
export interface BearingOrders {
  readonly outerRace: number;
  readonly innerRace: number;
  readonly elementSpin: number;
  readonly cage: number;
}

/** BPFO = N/2·(1 − x), BPFI = N/2·(1 + x), BSF = D/2d·(1 − x²), FTF = (1 − x)/2, with x = d/D·cos φ. */
export function bearingOrders(geometry: BearingGeometry): BearingOrders {
  const { rollingElements, elementDiameter, pitchDiameter, contactAngle } = geometry;
  const x = (elementDiameter / pitchDiameter) * Math.cos((contactAngle * Math.PI) / 180);
  return {
    outerRace: (rollingElements / 2) * (1 - x),
    innerRace: (rollingElements / 2) * (1 + x),
    elementSpin: (pitchDiameter / (2 * elementDiameter)) * (1 - x * x),
    cage: (1 - x) / 2,
  };
}

/** Deep groove 6205-2RS, and the smaller 6203-2RS. */
export const bearing6205: BearingGeometry = {
  rollingElements: 9,
  elementDiameter: 7.94,
  pitchDiameter: 39.04,
  contactAngle: 0,
};
export const bearing6203: BearingGeometry = {
  rollingElements: 8,
  elementDiameter: 6.746,
  pitchDiameter: 28.499,
  contactAngle: 0,
};
/** Spindle bearing with a contact angle of 15°. */
export const angularContact: BearingGeometry = {
  rollingElements: 18,
  elementDiameter: 9.5,
  pitchDiameter: 72,
  contactAngle: 15,
};
