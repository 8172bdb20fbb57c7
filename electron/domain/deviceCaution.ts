/**
 * What a person should know before trusting a device. `shared path`: only a path is open on which the system mixes or processes;
 * `rates converted`: the system converts rates behind it; `calibration unreadable`: it carries a calibration that cannot be read.
 */
export const deviceCautions = ["shared path", "rates converted", "calibration unreadable"] as const;
export type DeviceCaution = (typeof deviceCautions)[number];
