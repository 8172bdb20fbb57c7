/**
 * What can go wrong between a sensor and the station, counted by the driver.
 * `overrun`: the system threw samples away because nobody took them in time; `checksum error`: a frame or line arrived damaged;
 * `resynchronisation`: the beginning of a frame had to be looked for again; `rejected bytes`: bytes that belong to no sample;
 * `no answer`: a device that is asked for every sample did not answer, or refused.
 */
export const troubleKinds = ["overrun", "checksum error", "resynchronisation", "rejected bytes", "no answer"] as const;
export type TroubleKind = (typeof troubleKinds)[number];

/** How often each happened; what never did is missing. */
export type SourceTroubles = Readonly<Partial<Record<TroubleKind, number>>>;

export function addTroubles(one: SourceTroubles | undefined, other: SourceTroubles | undefined): SourceTroubles {
  const sum: Partial<Record<TroubleKind, number>> = { ...one };
  for (const kind of troubleKinds) {
    const more = other?.[kind];
    if (more) sum[kind] = (sum[kind] ?? 0) + more;
  }
  return sum;
}
