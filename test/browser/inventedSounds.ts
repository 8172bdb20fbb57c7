import type { HealthySpectrum } from "../../electron/domain/alert.ts";
import type { InventedPlant } from "./inventedPlant.ts";
import { healthySpectrum } from "./inventedSpectra.ts";

/** What the points of an invented plant sound like: the healthy band stands still, who is in alarm is loud. */
export class InventedSounds {
  readonly #invented: InventedPlant;
  readonly #healthy = new Map<string, HealthySpectrum>();

  constructor(invented: InventedPlant) {
    this.#invented = invented;
  }

  /** @param id of a component, or of one of its points */
  isLoud(id: string): boolean {
    return this.#invented.health.some(
      ({ componentId, state }) => id.endsWith(componentId) && (state === "alarm" || state === "warning"),
    );
  }

  healthy(pointId: string): HealthySpectrum {
    const known = this.#healthy.get(pointId) ?? healthySpectrum();
    this.#healthy.set(pointId, known);
    return known;
  }
}
