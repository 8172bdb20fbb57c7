import type { ClockDrift } from "../../electron/domain/sampleBlock.ts";
import type { Format } from "../words/format.ts";
import type { Words } from "../words/words.ts";

/** "clock +12 ± 3 ppm": with as many decimals as are known. */
export function clockWords(words: Words, format: Format, { drift, uncertainty }: ClockDrift): string {
  const digits = uncertainty < 1 ? 1 : 0;
  const size = format.number(Math.abs(drift), digits);
  // A minus in front of a rounded zero would be a claim.
  const sign = Number(Math.abs(drift).toFixed(digits)) === 0 ? "" : drift < 0 ? "−" : "+";
  return words.devices.drift(`${sign}${size}`, format.number(uncertainty, digits));
}
