import type { HealthState } from "../../electron/domain/assessment.ts";

/** The one place where colours are written down. Greys carry what is well; hue appears only for what is not. */
export interface Palette {
  readonly ground: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly text: string;
  readonly quiet: string;
  readonly shape: string;
  readonly band: string;
  readonly trace: string;
  readonly grid: string;
  readonly focus: string;
  readonly alarm: string;
  readonly warning: string;
  readonly watch: string;
  readonly sensor: string;
  /** Spectrogram, from silence to the strongest. */
  readonly heat: readonly string[];
}

export type Scheme = "light" | "dark";

export const palettes: Readonly<Record<Scheme, Palette>> = {
  light: {
    ground: "#e4e7ea",
    surface: "#f1f3f4",
    raised: "#fbfcfc",
    line: "#bcc3c9",
    text: "#1d2226",
    quiet: "#4d565e",
    shape: "#66707a",
    band: "#c9d0d6",
    trace: "#2b3a48",
    grid: "#d6dbdf",
    focus: "#1f5f99",
    alarm: "#b3261e",
    warning: "#8a5a00",
    watch: "#2f557d",
    sensor: "#6b3fa6",
    heat: ["#f7f8f9", "#c3ccd4", "#8598aa", "#47627c", "#1c3349", "#08111a"],
  },
  dark: {
    ground: "#17191b",
    surface: "#212427",
    raised: "#2a2e32",
    line: "#474e55",
    text: "#e8ebed",
    quiet: "#aab2b9",
    shape: "#8f99a2",
    band: "#434b53",
    trace: "#d3dde6",
    grid: "#33393e",
    focus: "#7fb5e6",
    alarm: "#ff7b6e",
    warning: "#f0b440",
    watch: "#93b9de",
    sensor: "#c5a0f2",
    heat: ["#17191b", "#2c3843", "#4a6176", "#7c9cb8", "#bcd5e8", "#ffffff"],
  },
};

/** Colour of a state's shape and word; what is well or not judged stays grey. */
export function stateColour(palette: Palette, state: HealthState): string {
  switch (state) {
    case "alarm":
      return palette.alarm;
    case "warning":
      return palette.warning;
    case "watch":
      return palette.watch;
    case "sensor trouble":
      return palette.sensor;
    default:
      return palette.shape;
  }
}
