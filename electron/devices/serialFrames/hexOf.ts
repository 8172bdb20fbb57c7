const most = 66;

/** Bytes as people read them, "AA 55 01"; at most 66 of them, 198 characters. */
export function hexOf(data: Buffer, from: number, to: number): string {
  const digits = data.toString("hex", from, Math.min(to, from + most)).toUpperCase();
  return digits.replace(/..(?=.)/g, "$& ");
}
