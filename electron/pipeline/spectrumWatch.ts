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
  /** The last jump was that of a scale for certain; otherwise it may be noise all over. */
  isSureOfJump = false;
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
    const jump = levelJump(now, healthy);
    const what = machineHeard(now, healthy);
    this.#heard = { what, time };
    this.jump.look(time, jump && { factor: 10 ** (jump.change / 20) });
    if (jump) this.isSureOfJump = jump.isSure;
    const isGone = !jump && what === "nothing" && othersRun;
    this.gone.look(time, isGone ? {} : undefined);
    return jump?.isSure === true || isGone;
  }
}
