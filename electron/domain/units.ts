/**
 * Units carried by the type, so that seconds cannot be handed over where hertz are meant.
 * A plain number is accepted everywhere; two different units are not interchangeable.
 */
declare const unit: unique symbol;
type Measured<Unit extends string> = number & { readonly [unit]?: Unit };

/** Frequency in Hz. */
export type Hertz = Measured<"Hz">;
/** A duration in seconds. */
export type Seconds = Measured<"s">;
/** A duration in milliseconds. */
export type Milliseconds = Measured<"ms">;
/** A moment: milliseconds since 1970-01-01T00:00:00Z. May carry a fraction. */
export type UtcMilliseconds = Measured<"ms since 1970 UTC">;
/** Rotational speed in revolutions per minute. */
export type RevolutionsPerMinute = Measured<"r/min">;
/** A ratio of powers in decibels. */
export type Decibels = Measured<"dB">;
/** A millionth: how much one clock runs faster than another. */
export type PartsPerMillion = Measured<"ppm">;

/** What a point measures. */
export const quantities = [
  "acceleration",
  "velocity",
  "displacement",
  "sound pressure",
  "voltage",
  "temperature",
  "frequency",
  "ratio",
  "other",
] as const;
export type Quantity = (typeof quantities)[number];

/** The unit a point's samples are in once its sensitivity is applied; `FS` is relative to full scale (uncalibrated), `1` a ratio. */
export const units = ["g", "m/s²", "mm/s", "µm", "Pa", "V", "°C", "Hz", "1", "FS", "raw"] as const;
export type Unit = (typeof units)[number];

export const millisecondsPerSecond = 1000;
