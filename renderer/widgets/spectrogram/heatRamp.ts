/**
 * A table of 256 colours through the given ones, evenly spaced.
 * @returns shape [256 × 4], red green blue alpha
 */
export function heatRamp(colours: readonly string[]): Uint8ClampedArray {
  const stops = colours.map((colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)));
  const table = new Uint8ClampedArray(256 * 4);
  for (let index = 0; index < 256; index += 1) {
    const position = (index / 255) * (stops.length - 1);
    const from = Math.min(stops.length - 2, Math.floor(position));
    const share = position - from;
    for (let part = 0; part < 3; part += 1) {
      table[index * 4 + part] = stops[from]![part]! * (1 - share) + stops[from + 1]![part]! * share;
    }
    table[index * 4 + 3] = 255;
  }
  return table;
}

/**
 * Index into the table for a level.
 * @param low level that reads as silence
 * @param high level that reads as strongest
 */
export function heatIndex(level: number, low: number, high: number): number {
  const share = (level - low) / (high - low);
  return Math.max(0, Math.min(255, Math.round(share * 255))) || 0;
}
