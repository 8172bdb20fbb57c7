import { setTimeout as sleep } from "node:timers/promises";
import type { DevicePreview } from "../../domain/devicePreview.ts";
import { asFault } from "../../domain/fault.ts";
import { addTroubles, type SourceTroubles } from "../../domain/sourceTroubles.ts";
import type { Milliseconds } from "../../domain/units.ts";
import type { SentBlock } from "../captureMessages.ts";
import { steadyNow } from "../steadyNow.ts";
import type { Bus } from "./bus.ts";
import type { SlaveTask } from "./modbusTask.ts";
import { pollRegisters } from "./pollRegisters.ts";
import { previewRegisters } from "./previewRegisters.ts";

/** Where goes what was read. */
export interface Voice {
  sendBlock(block: SentBlock): void;
  sendTroubles(counted: SourceTroubles): void;
  sendPreview(preview: DevicePreview): void;
  endWith(answer: unknown): void;
}

/** What cannot be read is shown with its reason, and not asked for at once again: nobody reads that quickly. */
const previewPause: Milliseconds = 300;

/**
 * Does what is wanted of one slave until it is stopped, or done.
 * @throws Fault as `pollRegisters`
 */
export async function readSlave(bus: Bus, wanted: SlaveTask, voice: Voice, stop: AbortSignal): Promise<void> {
  if (wanted.job === "preview") await preview(bus, wanted, voice, stop);
  else
    try {
      await poll(bus, wanted, voice, stop);
    } finally {
      const troubles = bus.takeTroubles();
      if (troubles) voice.sendTroubles(troubles);
    }
}

async function poll(bus: Bus, wanted: SlaveTask, voice: Voice, stop: AbortSignal): Promise<void> {
  for await (const { time, lostBefore, values } of pollRegisters(bus, wanted, steadyNow, stop)) {
    if (wanted.job === "probe") {
      voice.endWith(values);
      return;
    }
    const troubles = bus.takeTroubles();
    const channels = values.map((value) => Float32Array.of(value));
    voice.sendBlock({ time, sampleRate: wanted.sampleRate, channels, lostBefore, ...(troubles && { troubles }) });
  }
}

/** What cannot be read yet is shown with the reason, and tried again: somebody is just changing its settings. */
async function preview(bus: Bus, wanted: SlaveTask, voice: Voice, stop: AbortSignal): Promise<void> {
  let troubles: SourceTroubles = {};
  let shown: DevicePreview | undefined;
  while (!stop.aborted) {
    try {
      for await (const poll of pollRegisters(bus, wanted, steadyNow, stop)) {
        troubles = addTroubles(troubles, bus.takeTroubles());
        shown = previewRegisters(wanted, poll, troubles, shown);
        voice.sendPreview(shown);
      }
    } catch (thrown) {
      const fault = asFault(thrown, "DEVICE_STALLED");
      if (fault.code === "DEVICE_LOST") throw fault;
      troubles = addTroubles(troubles, bus.takeTroubles());
      const samples = shown?.samples ?? 0;
      voice.sendPreview({ raw: [], channels: [], rows: [], samples, troubles, finding: fault.message });
      await sleep(previewPause, undefined, { signal: stop }).catch(() => {});
    }
  }
}
