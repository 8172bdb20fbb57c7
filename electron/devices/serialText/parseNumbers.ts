export const separators = ["auto", ",", ";", "tab", "space"] as const;
export type Separator = (typeof separators)[number];

/** `auto`: a point, or a comma too where it separates nothing. */
export const decimals = ["auto", ".", ","] as const;
export type Decimal = (typeof decimals)[number];

/** How the numbers of a row are written. */
export interface NumberStyle {
  readonly separator: Separator;
  readonly decimal: Decimal;
}

const [tab, carriageReturn, space, plus, comma, minus, point, zero, semicolon, upperE, lowerE] = Buffer.from(
  "\t\r +,-.0;Ee",
) as unknown as readonly number[] as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];
/** Powers of ten that a double holds exactly: with a mantissa it holds as well, one division rounds once, as it should. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** What does not fit into a sample is none. */
const largest = 3.402_823_466e38;

const isBlank = (byte: number) => byte === space || (byte >= tab && byte <= carriageReturn);

/**
 * Reads the numbers of a row from its bytes, `data[from … to)`; every byte is looked at once, nothing is copied. Blanks around the row
 * and one separator at its end are no cells.
 * @param style `auto` takes comma, semicolon, tab and blanks alike, as devices mix them ("1, 2")
 * @param into gets the numbers
 * @returns how many there are, 0 for a blank row, -1 when a cell is no finite number or there are too many
 */
export function parseNumbers(data: Buffer, from: number, to: number, style: NumberStyle, into: Float64Array): number {
  const { separator, decimal } = style;
  const mixed = separator === "auto";
  const mark = separator === ";" ? semicolon : separator === "tab" ? tab : comma;
  const onlySpaces = separator === "tab" || separator === "space";
  const blanksSeparate = mixed || separator === "space";
  const commaIsPoint = decimal === "," || (decimal === "auto" && !mixed && separator !== ",");
  const pointIsPoint = decimal !== ",";
  let at = from;
  let end = to;
  while (at < end && isBlank(data[at]!)) at++;
  while (end > at && isBlank(data[end - 1]!)) end--;
  if (at === end) return 0;
  for (let count = 0; ; ) {
    if (count === into.length) return -1;
    const begin = at;
    const sign = data[at]!;
    if (sign === minus || sign === plus) at++;
    let mantissa = 0;
    let digits = 0;
    let exponent = 0;
    for (; at < end; at++, digits++) {
      const digit = data[at]! - zero;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
    }
    if (at < end && ((data[at] === point && pointIsPoint) || (data[at] === comma && commaIsPoint))) {
      at++;
      for (; at < end; at++, digits++, exponent--) {
        const digit = data[at]! - zero;
        if (digit < 0 || digit > 9) break;
        mantissa = mantissa * 10 + digit;
      }
    }
    if (digits === 0) return -1;
    if (at < end && (data[at] === lowerE || data[at] === upperE)) {
      at++;
      const isNegative = data[at] === minus;
      if (at < end && (isNegative || data[at] === plus)) at++;
      const first = at;
      let power = 0;
      for (; at < end; at++) {
        const digit = data[at]! - zero;
        if (digit < 0 || digit > 9) break;
        power = Math.min(power * 10 + digit, 9999);
      }
      if (at === first) return -1;
      exponent += isNegative ? -power : power;
    }
    let value: number;
    if (mantissa > Number.MAX_SAFE_INTEGER || exponent < -22 || exponent > 22)
      value = Number(data.toString("latin1", begin, at).replace(",", "."));
    else {
      if (exponent < 0) mantissa /= powers[-exponent]!;
      else if (exponent > 0) mantissa *= powers[exponent]!;
      value = sign === minus ? -mantissa : mantissa;
    }
    if (!(value <= largest && value >= -largest)) return -1;
    into[count++] = value;
    if (at === end) return count;

    const cellEnd = at;
    while (onlySpaces ? data[at] === space : isBlank(data[at]!)) at++;
    if (separator !== "space" && (data[at] === mark || (mixed && data[at] === semicolon))) {
      at++;
      while (at < end && (onlySpaces ? data[at] === space : isBlank(data[at]!))) at++;
      if (at === end) return count;
    } else if (at === cellEnd || !blanksSeparate) return -1;
  }
}
