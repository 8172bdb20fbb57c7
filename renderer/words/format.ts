import type { Decibels, Hertz, Milliseconds, UtcMilliseconds } from "../../electron/domain/units.ts";
import { millisecondsPerSecond } from "../../electron/domain/units.ts";
import type { Words } from "./words.ts";

const minute = 60 * millisecondsPerSecond;
const hour = 60 * minute;
const day = 24 * hour;

export interface Format {
  /** Plain number with at most `digits` decimals. */
  number(value: number, digits?: number): string;
  /** Number with three significant figures, for measured values. */
  measured(value: number, unit?: string): string;
  percent(share: number): number;
  /** "68 %"; below one percent with a decimal, so that little does not read as nothing. */
  share(share: number): string;
  frequency(value: Hertz): string;
  /** "2.9–3.4 kHz", the unit said once. */
  band(low: Hertz, high: Hertz): string;
  decibels(value: Decibels): string;
  bytes(value: number): string;
  /** "14:02" today, "Tue 14:02" within the week, else with the date. */
  moment(time: UtcMilliseconds, now: UtcMilliseconds): string;
  /** Day and month. */
  day(time: UtcMilliseconds): string;
  /** Day, month and year. */
  date(time: UtcMilliseconds): string;
  /** Date and time to the second. */
  exact(time: UtcMilliseconds): string;
  clock(time: UtcMilliseconds): string;
  /** "14:02:37" */
  clockSeconds(time: UtcMilliseconds): string;
  duration(span: Milliseconds): string;
  ago(time: UtcMilliseconds, now: UtcMilliseconds): string;
}

const decimal = 1000;
const byteSteps = ["B", "kB", "MB", "GB", "TB"] as const;

/** Everything that turns a value into text for one language; numbers never stand without their unit. */
export function makeFormat(words: Words, locale: string): Format {
  const numbers = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const times = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { hourCycle: "h23", ...options });
  const three = numbers({ maximumSignificantDigits: 3 });
  const timeOfDay = times({ hour: "2-digit", minute: "2-digit" });
  const toSecond = times({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const weekday = times({ weekday: "short", hour: "2-digit", minute: "2-digit" });
  const date = times({ day: "numeric", month: "short", year: "numeric" });
  const shortDate = times({ day: "numeric", month: "short" });
  const full = times({ dateStyle: "medium", timeStyle: "medium" });
  const number = (value: number, digits = 0) => numbers({ maximumFractionDigits: digits }).format(value);
  const duration = (span: Milliseconds): string => {
    // Rounded first, then split: otherwise 59.7 s would read "60 s".
    const seconds = Math.max(0, Math.round(span / millisecondsPerSecond));
    const minutes = Math.round(span / minute);
    if (seconds < 60) return words.time.seconds(seconds);
    if (minutes < 60) return words.time.minutes(minutes);
    if (span >= 2 * day) return words.time.days(Math.round(span / day));
    if (span >= 6 * hour) return words.time.hours(Math.round(span / hour));
    const whole = words.time.hours(Math.floor(minutes / 60));
    return minutes % 60 === 0 ? whole : `${whole} ${words.time.minutes(minutes % 60)}`;
  };
  const frequency = (value: Hertz) =>
    value < decimal ? `${three.format(value)} Hz` : `${three.format(value / decimal)} kHz`;
  return {
    number,
    measured: (value, unit) => (unit === undefined ? three.format(value) : `${three.format(value)} ${unit}`),
    percent: (share) => Math.round(share * 100),
    share: (share) => `${number(share * 100, share > 0 && share < 0.01 ? 1 : 0)} %`,
    frequency,
    band: (low, high) =>
      high < decimal
        ? `${three.format(low)}–${three.format(high)} Hz`
        : `${number(low / decimal, 1)}–${number(high / decimal, 1)} kHz`,
    decibels: (value) => `${number(Math.abs(value))} dB`,
    bytes: (value) => {
      const step = value <= 0 ? 0 : Math.min(byteSteps.length - 1, Math.floor(Math.log10(value) / 3));
      return `${number(value / decimal ** step, step === 0 ? 0 : 1)} ${byteSteps[step]}`;
    },
    moment: (time, now) => {
      if (new Date(time).toDateString() === new Date(now).toDateString()) return timeOfDay.format(time);
      return Math.abs(now - time) < 6 * day ? weekday.format(time) : date.format(time);
    },
    day: (time) => shortDate.format(time),
    date: (time) => date.format(time),
    exact: (time) => full.format(time),
    clockSeconds: (time) => toSecond.format(time),
    clock: (time) => timeOfDay.format(time),
    duration,
    ago: (time, now) =>
      now - time < 5 * millisecondsPerSecond ? words.time.justNow : words.time.ago(duration(now - time)),
  };
}
