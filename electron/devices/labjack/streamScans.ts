import { Fault } from "../../domain/fault.ts";
import type { SourceTroubles } from "../../domain/sourceTroubles.ts";
import type { StreamPacket } from "./packetReader.ts";

/** A run of scans that follow one on another, and what happened before it. */
export interface ScanRun {
  /** Scans missing before; `unknown` when the device could not count them. */
  readonly lost: number | "unknown";
  readonly troubles: SourceTroubles | undefined;
  /** Raw counts, shape [scans × channels]. */
  readonly raw: Uint16Array;
}

const recovering = 2940;
const recovered = 2941;
const overlap = 2942;
const recoveredUncounted = 2943;
const burstDone = 2944;
/** What a device puts in every channel of the scan that stands between what was before a recovery and what came after. */
const dummy = 0xffff;
/** So many packets at once are not lost on a connection that resends: the number itself is damaged. */
const mostMissing = 1000;

/**
 * Turns packets into scans. When nobody has taken its data in time the device stops storing scans, sends what it has (2940), then
 * one dummy scan with the number of scans it has skipped (2941), and goes on; above 65535 it does not know the number (2943).
 * The dummy scan stands for one of those that were skipped.
 */
export class StreamScans {
  readonly #address: string;
  readonly #width: number;
  readonly #scansPerPacket: number;
  /** Samples of a scan that goes on in the next packet. */
  #partial: number[] = [];

  constructor(address: string, channelCount: number, scansPerPacket: number) {
    this.#address = address;
    this.#width = channelCount;
    this.#scansPerPacket = scansPerPacket;
  }

  /** @throws Fault DEVICE_LOST when the device has ended its stream */
  take(packet: StreamPacket): ScanRun[] {
    const { status, information, missingBefore } = packet;
    const runs: ScanRun[] = [];
    if (missingBefore > 0) {
      const counted = missingBefore * this.#scansPerPacket + Number(this.#partial.length > 0);
      this.#partial = [];
      const lost = missingBefore > mostMissing ? "unknown" : counted;
      runs.push({ lost, troubles: { resynchronisation: 1 }, raw: new Uint16Array() });
    }
    const raw = this.#wholeScans(packet.samples);
    if (status === recovered || status === recoveredUncounted) {
      const at = this.#dummyScan(raw);
      const lost = status === recovered ? information : "unknown";
      runs.push({ lost: 0, troubles: undefined, raw: raw.subarray(0, at * this.#width) });
      const after = at * this.#width < raw.length && isDummy(raw, at, this.#width) ? at + 1 : at;
      runs.push({ lost, troubles: { overrun: 1 }, raw: raw.subarray(after * this.#width) });
    } else if (status === overlap) {
      runs.push({ lost: "unknown", troubles: { overrun: 1 }, raw });
    } else if (status === 0 || status === recovering) {
      runs.push({ lost: 0, troubles: undefined, raw });
    } else {
      throw this.#ended(status);
    }
    return runs;
  }

  #wholeScans(samples: Uint16Array): Uint16Array {
    if (this.#partial.length === 0 && samples.length % this.#width === 0) return samples;
    const all = [...this.#partial, ...samples];
    const whole = all.length - (all.length % this.#width);
    this.#partial = all.slice(whole);
    return Uint16Array.from(all.slice(0, whole));
  }

  /** Index of the dummy scan; 0, before all scans, when there is none. */
  #dummyScan(raw: Uint16Array): number {
    const scans = raw.length / this.#width;
    for (let scan = 0; scan < scans; scan++) if (isDummy(raw, scan, this.#width)) return scan;
    return 0;
  }

  #ended(status: number): Fault {
    const address = this.#address;
    const reason = status === burstDone ? "it has ended its stream" : `it reports stream status ${status}`;
    const message = `The LabJack ${address} has stopped (${reason}). It is started again.`;
    return new Fault("DEVICE_LOST", message, { details: { address, reason } });
  }
}

function isDummy(raw: Uint16Array, scan: number, width: number): boolean {
  for (let i = 0; i < width; i++) if (raw[scan * width + i] !== dummy) return false;
  return true;
}
