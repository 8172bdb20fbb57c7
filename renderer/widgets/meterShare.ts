const floor = -80;
const ceiling = 20;

/** Where a level stands between −80 dB and +20 dB relative to 1, from 0 to 1: wide enough for full scale and for raw numbers. */
export function meterShare(level: number): number {
  if (!(level > 0)) return 0;
  const decibels = 20 * Math.log10(level);
  return Math.max(0, Math.min(1, (decibels - floor) / (ceiling - floor)));
}
