import type { DisplaySpectrum, HealthySpectrum } from "../domain/alert.ts";
import type { Milliseconds, UtcMilliseconds } from "../domain/units.ts";
import { levelJump } from "../health/levelJump.ts";
import { machineHeard } from "../health/machineHeard.ts";
import { FindingLatch } from "./findingLatch.ts";

/** What was heard longer ago says nothing about now. */
const freshFor: Milliseconds = 5000;

/** Follows what the windows of one point show beside the healthy spectrum of its model. */
export class SpectrumWatch {
  readonly jump = new FindingLatch();
  readonly gone = new FindingLatch();
  #heard: { readonly what: ReturnType<typeof machineHeard>; readonly time: UtcMilliseconds } | undefined;

  /** The machine ran at this point a moment ago. */
  runsAt(time: UtcMilliseconds): boolean {
    return this.#heard?.what === "running" && Math.abs(time - this.#heard.time) <= freshFor;
  }

  /**
   * @param othersRun whether another point of the machine hears it run: otherwise it may just be off
   * @returns whether this window tells of the sensor rather than of the machine
   */
  look(time: UtcMilliseconds, now: DisplaySpectrum, healthy: HealthySpectrum, othersRun: boolean): boolean {
    const change = levelJump(now, healthy);
    const what = machineHeard(now, healthy);
    this.#heard = { what, time };
    const jumped = change !== undefined;
    this.jump.look(time, jumped ? { factor: 10 ** (change / 20) } : undefined);
    const isGone = !jumped && what === "nothing" && othersRun;
    this.gone.look(time, isGone ? {} : undefined);
    return jumped || isGone;
  }
}
