import type { ReportCard } from "../domain/reportCard.ts";

/** Whether the model may go into service without an engineer's word. */
export function passes(card: ReportCard): boolean {
  return card.gates.every((gate) => gate.passed);
}
