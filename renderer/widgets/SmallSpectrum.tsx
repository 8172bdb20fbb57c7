import type { DisplaySpectrum } from "../../electron/domain/alert.ts";
import { useWords } from "../words/WordsProvider.tsx";
import classes from "./SmallSpectrum.module.css";

const width = 200;
const height = 40;
/** Below the strongest line; what is weaker does not help anybody to recognise a machine. */
const shownDecibels = 80;

/** A spectrum at a glance: its shape and how far it reaches, no numbers. */
export function SmallSpectrum({ channel, spectrum }: { channel: string; spectrum: DisplaySpectrum }) {
  const { words, format } = useWords();
  const reach = format.frequency(spectrum.top);
  return (
    <span className={classes.spectrum}>
      <svg
        className={classes.drawing}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${words.devices.spectrumOf(channel)} ${reach}`}
      >
        <path d={spectrumPath(spectrum.levels)} />
      </svg>
      <span className={classes.reach} aria-hidden="true">
        {reach}
      </span>
    </span>
  );
}

/** SVG path of levels in dB over the width, the strongest at the top. */
function spectrumPath(levels: readonly number[]): string {
  const top = levels.reduce((most, level) => (Number.isFinite(level) && level > most ? level : most), -1e9);
  if (top === -1e9) return "";
  const step = width / Math.max(1, levels.length - 1);
  return levels
    .map((level, index) => {
      const below = Number.isFinite(level) ? Math.min(shownDecibels, top - level) : shownDecibels;
      return `${index === 0 ? "M" : "L"}${(index * step).toFixed(1)} ${((below / shownDecibels) * height).toFixed(1)}`;
    })
    .join("");
}
