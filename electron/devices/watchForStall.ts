import { Fault } from "../domain/fault.ts";
import type { DeviceSetup } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import type { SourceTroubles } from "../domain/sourceTroubles.ts";
import { type Milliseconds, millisecondsPerSecond } from "../domain/units.ts";
import type { Driver } from "./driver.ts";
import { SilenceTimer } from "./silenceTimer.ts";

/** Opening may take longer than a block: sound systems look for servers first. */
const openingTime: Milliseconds = 10_000;
/** A driver that does not even react to its abort is left behind after this. */
const partingTime: Milliseconds = 1000;

/**
 * One capture of a live source under watch: when no block comes in time it is aborted. Only the wait for the driver counts,
 * not the time the reader takes with a block.
 * @throws Fault DEVICE_STALLED, and whatever the driver throws
 */
export async function* watchForStall(
  driver: Driver,
  setup: DeviceSetup,
  watch: {
    readonly stop: AbortSignal;
    readonly stallAfter: Milliseconds;
    readonly tell?: ((trouble?: Fault) => void) | undefined;
    readonly count?: ((troubles: SourceTroubles) => void) | undefined;
  },
): AsyncGenerator<SampleBlock, void, undefined> {
  const { stop, stallAfter, tell, count } = watch;
  const giveUp = new AbortController();
  const blocks = driver.capture(setup, AbortSignal.any([stop, giveUp.signal]), tell, count)[Symbol.asyncIterator]();
  // At a few samples a second a block of one sample takes its time.
  const patience = Math.max(stallAfter, (3 * millisecondsPerSecond) / Math.max(setup.sampleRate, 0.001));
  let limit = Math.max(openingTime, patience);
  let over = false;
  try {
    while (!over) {
      const next = await within(blocks.next(), limit);
      if (next === "late") {
        const seconds = Math.round(limit / 100) / 10;
        const message = `${setup.name} (${setup.address}) has sent nothing for ${seconds} s. Check that it is switched on and sending.`;
        throw new Fault("DEVICE_STALLED", message, { details: { address: setup.address, seconds } });
      }
      over = next.done === true;
      limit = patience;
      if (!next.done) yield next.value;
    }
  } catch (thrown) {
    over = thrown instanceof Fault && thrown.code !== "DEVICE_STALLED";
    throw thrown;
  } finally {
    giveUp.abort();
    // Until the driver has freed the device it cannot be opened again.
    if (!over)
      await within(
        Promise.resolve(blocks.return?.()).catch(() => {}),
        partingTime,
      );
  }
}

async function within<Result>(promise: Promise<Result>, limit: Milliseconds): Promise<Result | "late"> {
  const { promise: timeout, resolve } = Promise.withResolvers<"late">();
  using _ = new SilenceTimer(limit, () => resolve("late"));
  return await Promise.race([promise, timeout]);
}
