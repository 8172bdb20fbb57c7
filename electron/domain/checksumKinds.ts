/** Checks that serial devices append to what they send; computed in the devices room. Raw sums have 1, 2 or 4 bytes. */
export const checksumKinds = [
  "xor-8",
  "mod-256",
  "crc-8",
  "crc-16",
  "crc-16/modbus",
  "crc-16/ccitt",
  "fletcher-16",
  "crc-32",
  "adler-32",
] as const;
export type ChecksumKind = (typeof checksumKinds)[number];

/** Bytes of a raw checksum. */
export function checksumSize(kind: ChecksumKind): 1 | 2 | 4 {
  if (kind === "xor-8" || kind === "mod-256" || kind === "crc-8") return 1;
  return kind === "crc-32" || kind === "adler-32" ? 4 : 2;
}
