import type { Bearing } from "../electron/domain/bearing.ts";

/** Bearings whose inner geometry has been published, lengths in mm. Makers may change it without changing the designation. */
export const bearings: readonly Bearing[] = [
  {
    designation: "6205-2RS JEM",
    maker: "SKF",
    rollingElements: 9,
    elementDiameter: 7.94,
    pitchDiameter: 39.04,
    contactAngle: 0,
    source: "Case Western Reserve University Bearing Data Center, drive-end bearing",
  },
  {
    designation: "6203-2RS JEM",
    maker: "SKF",
    rollingElements: 8,
    elementDiameter: 6.746,
    pitchDiameter: 28.499,
    contactAngle: 0,
    source: "Case Western Reserve University Bearing Data Center, fan-end bearing",
  },
  {
    designation: "6004-2ZR",
    rollingElements: 9,
    elementDiameter: 6.35,
    pitchDiameter: 31,
    contactAngle: 0,
    source: "A. Ait Ben Ahmed, sound datasets of a rolling element bearing, Mendeley Data n9y9c7xrz3 (2023)",
  },
];
