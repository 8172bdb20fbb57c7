import type { ClockDrift, SampleBlock } from "../domain/sampleBlock.ts";
import { addTroubles, type SourceTroubles, troubleKinds } from "../domain/sourceTroubles.ts";
import { ChannelAccount } from "./channelAccount.ts";
import { type ChannelTrouble, lostInQueue } from "./sinks.ts";

/** The account of a device as its users see it, in samples per channel. */
export interface DeviceSamples {
  readonly received: number;
  readonly analysed: number;
  readonly lostInQueue: number;
  readonly waiting: number;
  readonly lostInDevice: number;
}

/** What became of the samples of one channel. */
export interface ChannelLosses {
  /** In the device and in the queue. */
  readonly lostSamples: number;
  readonly gaps: number;
  readonly troubles: SourceTroubles;
}

export type ChannelNews = Pick<ChannelTrouble, "channel" | "kind" | "count">;

/** The accounts of all channels of one device. What was lost before it reached the station is counted apart. */
export class DeviceAccount {
  lostInDevice = 0;
  /** The latest word about its clock. */
  clock: ClockDrift | undefined;
  readonly #channels: ChannelAccount[] = [];
  #gaps = 0;
  #troubles: SourceTroubles = {};
  /** What was told already, by channel and kind. */
  readonly #told = new Map<string, number>();

  /** What a block says of the way to the station. All channels of a device share it. */
  enter({ lostBefore, troubles, clock }: SampleBlock): void {
    this.lostInDevice += lostBefore;
    if (lostBefore > 0) this.#gaps += 1;
    if (troubles) this.#troubles = addTroubles(this.#troubles, troubles);
    if (clock) this.clock = clock;
  }

  /** What went wrong without a block; also before the first one, when nobody knows the channels yet. */
  count(channelCount: number, troubles: SourceTroubles): void {
    for (let index = 0; index < channelCount; index++) this.channel(index);
    this.#troubles = addTroubles(this.#troubles, troubles);
  }

  /** Channel by channel, since the first block. */
  get losses(): ChannelLosses[] {
    return this.#channels.map((channel) => ({
      lostSamples: this.lostInDevice + channel.lostInQueue,
      gaps: this.#gaps,
      troubles: this.#troubles,
    }));
  }

  /** What has been counted since this was last asked; gaps are told when they happen. */
  takeNews(): ChannelNews[] {
    return this.#channels.flatMap((account, channel) => {
      const counted = { ...this.#troubles, [lostInQueue]: account.lostInQueue };
      return ([...troubleKinds, lostInQueue] as const).flatMap((kind) => {
        const key = `${channel} ${kind}`;
        const total = counted[kind] ?? 0;
        const count = total - (this.#told.get(key) ?? 0);
        if (count > 0) this.#told.set(key, total);
        return count > 0 ? [{ channel, kind, count }] : [];
      });
    });
  }

  channel(index: number): ChannelAccount {
    let account = this.#channels[index];
    if (account === undefined) {
      account = new ChannelAccount();
      this.#channels[index] = account;
    }
    return account;
  }

  /** The channel that is worst off speaks for the device: most lost, then least analysed. Its own balance, so it adds up. */
  get samples(): DeviceSamples {
    let worst = new ChannelAccount();
    for (const [index, account] of this.#channels.entries()) {
      const more = account.lostInQueue - worst.lostInQueue;
      if (index === 0 || more > 0 || (more === 0 && account.analysed < worst.analysed)) worst = account;
    }
    const { received, analysed, lostInQueue, waiting } = worst;
    return { received, analysed, lostInQueue, waiting, lostInDevice: this.lostInDevice };
  }
}
