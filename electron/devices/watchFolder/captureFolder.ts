import { asFault, Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { blockEnd, type SampleBlock } from "../../domain/sampleBlock.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import { stretches } from "../recordedFile/stretches.ts";
import { monotonicNow } from "../steadyNow.ts";
import { Arrivals, namesIn, type SteadyFile } from "./arrivals.ts";
import { type Examined, examine } from "./examine.ts";
import { FolderJournal, type FoundFile } from "./folderJournal.ts";
import { type FolderSettings, folderSettings } from "./folderSettings.ts";
import { inOrder, planTimes } from "./planTimes.ts";
import { putAway } from "./putAway.ts";

type Tell = (trouble?: Fault) => void;

const blockSeconds = 0.25;
/** A file that cannot be read may still be written: it is refused when it has been unchanged for so many times `settle`. */
const patience = 5;
/** So far the clock of a recorder may run before that of the station. */
const clockError: Milliseconds = 3_600_000;

/** The recordings of a folder, one after another as they come, for as long as it is not stopped. */
export async function* captureFolder(
  setup: DeviceSetup,
  stop: AbortSignal,
  tell: Tell = () => {},
): AsyncGenerator<SampleBlock, void, undefined> {
  const settings = folderSettings(setup.settings);
  if (stop.aborted) return;
  const present = new Set(await namesIn(setup.address, settings.patterns));
  const journal = await FolderJournal.open(setup.address, settings.journal, present);
  using arrivals = new Arrivals(setup.address, settings);
  // Days may pass before the first recording comes.
  tell();
  const desk = new FolderDesk(setup, settings, journal, tell);
  let sequence = 0;
  let end: UtcMilliseconds | undefined;
  while (!stop.aborted) {
    const batch = await desk.sort(await arrivals.look(monotonicNow()), Date.now(), stop);
    for (const { file, startTime } of batch) {
      try {
        for await (const piece of blocksOf(setup, file, startTime, end)) {
          if (stop.aborted) return;
          const block = { ...piece, sequence: sequence++ };
          end = blockEnd(block);
          yield block;
        }
        if (stop.aborted) return;
        await desk.done(file, startTime + file.length);
      } catch (thrown) {
        await desk.refuse(file, thrown);
      }
    }
    if (batch.length === 0) await arrivals.wait(stop);
  }
}

async function* blocksOf(
  setup: DeviceSetup,
  { recording }: Examined,
  startTime: UtcMilliseconds,
  endBefore: UtcMilliseconds | undefined,
) {
  const { id: deviceId, sampleRate } = setup;
  const since = endBefore === undefined ? 0 : ((startTime - endBefore) / millisecondsPerSecond) * sampleRate;
  // Two files never share a window, unless one goes on where the other ended.
  let lostSince = endBefore === undefined || Math.abs(since) < 0.5 ? 0 : Math.max(1, Math.round(since));
  const blocks = recording.blocks(Math.max(1, Math.floor(blockSeconds * sampleRate)));
  for await (const { channels, at, lostBefore } of stretches(blocks, recording.gaps)) {
    const time = startTime + (at / sampleRate) * millisecondsPerSecond;
    yield { deviceId, time, sampleRate, channels, lostBefore: lostBefore + lostSince };
    lostSince = 0;
  }
}

/** Decides what becomes of every file, and notes it. */
class FolderDesk {
  readonly #setup: DeviceSetup;
  readonly #settings: FolderSettings;
  readonly #journal: FolderJournal;
  readonly #tell: Tell;
  /** What the files have to fit. */
  readonly #wanted: string;

  constructor(setup: DeviceSetup, settings: FolderSettings, journal: FolderJournal, tell: Tell) {
    this.#setup = setup;
    this.#settings = settings;
    this.#journal = journal;
    this.#tell = tell;
    this.#wanted = [setup.sampleRate, setup.channelCount, settings.sampleRate, settings.variable].join("/");
  }

  /** The new ones that are good, in order and with their time. @throws Fault when the folder itself is gone */
  async sort(
    files: readonly SteadyFile[],
    now: UtcMilliseconds,
    stop: AbortSignal,
  ): Promise<{ file: Examined; startTime: UtcMilliseconds }[]> {
    const good: Examined[] = [];
    for (const file of files) {
      if (stop.aborted) return [];
      if (this.#journal.isDone(file, this.#wanted)) continue;
      try {
        const examined = await examine(this.#setup.address, file, this.#setup, this.#settings);
        if ((examined.startTime ?? 0) > now + clockError) throw fromTomorrow(examined);
        good.push(examined);
      } catch (thrown) {
        if (file.steadyFor >= this.#patience || !mayBeWritten(thrown)) await this.refuse(file, thrown);
      }
    }
    const ordered = inOrder(good);
    // A file that was written tomorrow would push all that follow there.
    const timings = ordered.map((file) => ({ ...file, modified: Math.min(file.modified, now) }));
    const starts = planTimes(timings, this.#journal.lastEnd);
    const taken: { file: Examined; startTime: UtcMilliseconds }[] = [];
    for (const [i, file] of ordered.entries()) {
      const startTime = starts[i];
      if (startTime === undefined) await this.refuse(file, tooOld(file, this.#journal.lastEnd));
      else taken.push({ file, startTime });
    }
    return taken;
  }

  async done(file: FoundFile, to: UtcMilliseconds): Promise<void> {
    await this.#journal.analysed(asFound(file), to);
    await this.#putAway(file, "analysed");
  }

  /** @throws Fault as `namesIn`, when not the file is bad but the folder is gone */
  async refuse(file: FoundFile, thrown: unknown): Promise<void> {
    const fault = asFault(thrown, "BAD_FILE");
    await namesIn(this.#setup.address, []);
    // Somebody has taken it away in the meantime.
    if (fault.code === "DEVICE_MISSING") return;
    // Only what is noted is not tried again, so that first.
    await this.#journal.refused(asFound(file), fault.message, this.#wanted);
    this.#tell(fault);
    await this.#putAway(file, "refused");
  }

  get #patience(): Milliseconds {
    return patience * this.#settings.settle * millisecondsPerSecond;
  }

  async #putAway(file: FoundFile, into: "analysed" | "refused"): Promise<void> {
    if (this.#settings.afterwards !== "move") return;
    try {
      await putAway(this.#setup.address, file.name, into);
      await this.#journal.moved(asFound(file));
    } catch (thrown) {
      this.#tell(asFault(thrown, "NOT_ALLOWED"));
    }
  }
}

const asFound = ({ name, bytes, modified }: FoundFile): FoundFile => ({ name, bytes, modified });

/** A rate or a variable that does not fit will not fit later either. */
function mayBeWritten(thrown: unknown): boolean {
  return !(thrown instanceof Fault) || !["RATE_NOT_OFFERED", "BAD_INPUT"].includes(thrown.code);
}

const utc = (time: UtcMilliseconds) => `${new Date(time).toISOString().slice(0, 19)} UTC`;

function fromTomorrow({ recording: { path }, startTime = 0 }: Examined): Fault {
  const message = `${path} says that it was taken at ${utc(startTime)}, which is still to come. Set the clock of the recorder.`;
  return new Fault("BAD_FILE", message, { details: { path } });
}

function tooOld({ recording: { path, startTime = 0 } }: Examined, lastEnd: UtcMilliseconds = 0): Fault {
  const message = `${path} was taken at ${utc(startTime)}, before the end of what has been analysed already (${utc(lastEnd)}). Put recordings that run beside each other into folders of their own.`;
  return new Fault("BAD_FILE", message, { details: { path } });
}
