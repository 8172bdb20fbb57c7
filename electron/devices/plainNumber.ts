const written = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number as a device or a spreadsheet writes it; NaN for anything else: an empty cell, hexadecimal, "Infinity", "1,5". */
export function plainNumber(cell: string): number {
  const value = written.test(cell) ? Number(cell) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
