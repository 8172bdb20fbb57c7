import type { SourceTroubles } from "../../domain/sourceTroubles.ts";

/** A packet of a T-series stream. */
export interface StreamPacket {
  /** Packets missing before it, by its transaction number; 0 for the first. */
  readonly missingBefore: number;
  /** Bytes that the device still holds back. */
  readonly backlog: number;
  readonly status: number;
  /** What the status is about: scans skipped. */
  readonly information: number;
  /** Raw counts, big-endian in the packet. */
  readonly samples: Uint16Array;
}

const headerLength = 16;
/** Where the length counts from: transaction, protocol and the length itself do not count. */
const uncounted = 6;
const streamFunction = 76;
const streamType = 16;
const transactions = 65_536;

/**
 * Finds the packets in what comes over the stream connection, in whatever pieces it comes. What is no packet is thrown away byte
 * by byte until one begins again; every byte of it is counted. Holds less than a packet between two pieces.
 */
export class PacketReader {
  readonly #most: number;
  #rest = Buffer.alloc(0);
  #expected: number | undefined;
  #lost = false;
  #rejected = 0;
  #resynchronisations = 0;

  /** @param mostSamples how many samples were asked for in a packet; a longer one is none of this stream */
  constructor(mostSamples: number) {
    this.#most = headerLength + 2 * mostSamples;
  }

  push(chunk: Uint8Array): StreamPacket[] {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : Buffer.from(chunk);
    const packets: StreamPacket[] = [];
    let at = 0;
    while (bytes.length - at >= headerLength) {
      const length = this.#lengthAt(bytes, at);
      if (length === undefined) {
        if (!this.#lost) this.#resynchronisations += 1;
        this.#lost = true;
        this.#rejected += 1;
        at += 1;
        continue;
      }
      if (bytes.length - at < length) break;
      packets.push(this.#read(bytes.subarray(at, at + length)));
      this.#lost = false;
      at += length;
    }
    this.#rest = Buffer.from(bytes.subarray(at));
    return packets;
  }

  /** What went wrong since it was last asked; undefined when nothing did. */
  takeTroubles(): SourceTroubles | undefined {
    if (this.#rejected === 0 && this.#resynchronisations === 0) return undefined;
    const troubles = { resynchronisation: this.#resynchronisations, "rejected bytes": this.#rejected };
    this.#rejected = 0;
    this.#resynchronisations = 0;
    return troubles;
  }

  /** Bytes that wait for the rest of their packet. */
  get held(): number {
    return this.#rest.length;
  }

  /** @returns undefined when no packet can begin here */
  #lengthAt(bytes: Buffer, at: number): number | undefined {
    const length = bytes.readUInt16BE(at + 4) + uncounted;
    const isHeader =
      bytes.readUInt16BE(at + 2) === 0 && bytes[at + 7] === streamFunction && bytes[at + 8] === streamType;
    const isLength = length >= headerLength && length <= this.#most && length % 2 === 0;
    return isHeader && isLength ? length : undefined;
  }

  #read(packet: Buffer): StreamPacket {
    const transaction = packet.readUInt16BE(0);
    const missingBefore =
      this.#expected === undefined ? 0 : (transaction - this.#expected + transactions) % transactions;
    this.#expected = (transaction + 1) % transactions;
    const samples = new Uint16Array((packet.length - headerLength) / 2);
    for (let i = 0; i < samples.length; i++) samples[i] = packet.readUInt16BE(headerLength + 2 * i);
    return {
      missingBefore,
      backlog: packet.readUInt16BE(10),
      status: packet.readUInt16BE(12),
      information: packet.readUInt16BE(14),
      samples,
    };
  }
}
