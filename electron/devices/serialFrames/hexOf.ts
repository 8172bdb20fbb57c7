const most = 66;

/** Bytes as people read them, "AA 55 01"; at most 66 of them, 197 characters. */
export function hexOf(data: Buffer, from: number, to: number): string {
  const digits = data.toString("hex", from, Math.min(to, from + most)).toUpperCase();
  return digits.replace(/..(?=.)/g, "$& ");
}

/** @param sync begins a new line, as does what is too long for one */
export function hexLines(data: Buffer, sync: Buffer | undefined): string[] {
  const lines: string[] = [];
  for (let at = 0; at < data.length; ) {
    const next = sync ? data.indexOf(sync, at + 1) : -1;
    const end = Math.min(at + most, next < 0 ? data.length : next);
    lines.push(hexOf(data, at, end));
    at = end;
  }
  return lines;
}
