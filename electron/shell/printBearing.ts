import type { BearingReport } from "../app/analyzeFile.ts";
import type { BearingMechanism } from "../domain/bearing.ts";

const parts: Readonly<Record<BearingMechanism, string>> = {
  BPFO: "outer race",
  BPFI: "inner race",
  BSF: "rolling element",
  FTF: "cage",
};

/** The analysis of a bearing as lines for a terminal. */
export function printBearing(analysis: BearingReport): string[] {
  const { speed, speedConfidence, revolutions, band, impulsive, peaks, mechanisms } = analysis;
  const known = speedConfidence === null ? "as given" : `estimated, confidence ${speedConfidence.toFixed(2)}`;
  const lines = [
    "",
    `bearing at ${speed.toFixed(1)} r/min (${known}), ${revolutions.toFixed(0)} revolutions`,
    `envelope of ${band[0].toFixed(0)}–${band[1].toFixed(0)} Hz`,
  ];
  if (impulsive) {
    const { lower, upper, score } = impulsive;
    lines.push(
      `most impulsive ${lower.toFixed(0)}–${upper.toFixed(0)} Hz (spectral kurtosis, score ${score.toFixed(1)})`,
    );
  }
  lines.push("", "highest peaks (multiples of the shaft speed left out)      order        Hz    amplitude");
  for (const [index, peak] of peaks.entries()) {
    lines.push(
      `${String(index + 1).padStart(4)}${" ".repeat(48)}${columns(peak.order, peak.frequency, peak.amplitude)}`,
    );
  }
  lines.push("", "by geometry                  order        Hz   found");
  for (const { mechanism, order, frequency, hit, hidden, peak, rank } of mechanisms) {
    const verdict = hit ? "HIT " : hidden ? "hidden by the shaft:" : "miss";
    const where = peak
      ? `peak ${rank} at order ${peak.order.toFixed(4)}, amplitude ${peak.amplitude.toPrecision(3)}`
      : "no peak";
    const name = `${mechanism} ${parts[mechanism]}`.padEnd(22);
    lines.push(`${name}${order.toFixed(4).padStart(11)}${frequency.toFixed(2).padStart(10)}   ${verdict} ${where}`);
  }
  return lines;
}

function columns(order: number, frequency: number, amplitude: number): string {
  return `${order.toFixed(4).padStart(11)}${frequency.toFixed(2).padStart(10)}${amplitude.toPrecision(3).padStart(13)}`;
}
