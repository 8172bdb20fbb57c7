/**
 * A device in a process of its own, so that what it costs is not counted: `node serialFlood.ts PORT KIND BYTES_PER_SECOND`, 0 for as
 * fast as the port takes it. Sends until it is killed.
 */
import { constants, openSync, writeSync } from "node:fs";
import { exampleFrame, witTurn } from "../makers/frames.ts";

export const floods = {
  /** Three numbers a row, as an Arduino writes them. */
  text: (i: number) => Buffer.from(`${i % 4096},${-(i % 977) / 64},${(i % 31) / 8}\r\n`),
  wit: witTurn,
  binary: (i: number) => exampleFrame([i % 1000, -(i % 1000), 0x55aa]),
};
export type Flood = keyof typeof floods;

/** One round of a flood, and its mean bytes a sample. */
export function floodRound(kind: Flood, samples = 20_000): { readonly bytes: Buffer; readonly perSample: number } {
  const bytes = Buffer.concat(Array.from({ length: samples }, (_, i) => floods[kind](i)));
  return { bytes, perSample: bytes.length / samples };
}

if (import.meta.main) {
  const [path, kind, wanted] = process.argv.slice(2) as [string, Flood, string];
  const rate = Number(wanted);
  const { bytes } = floodRound(kind);
  const piece = rate === 0 ? 32_768 : Math.max(1, Math.round(rate / 200));
  const port = openSync(path, constants.O_WRONLY | constants.O_NOCTTY);
  const begun = performance.now();
  let sent = 0;
  for (;;) {
    const at = sent % bytes.length;
    sent += writeSync(port, bytes, at, Math.min(piece, bytes.length - at));
    const ahead = rate === 0 ? 0 : begun + (sent / rate) * 1000 - performance.now();
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
  }
}
