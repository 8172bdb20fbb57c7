import { ChannelAccount } from "./channelAccount.ts";

/** The account of a device as its users see it, in samples per channel. */
export interface DeviceSamples {
  readonly received: number;
  readonly analysed: number;
  readonly lostInQueue: number;
  readonly waiting: number;
  readonly lostInDevice: number;
}

/** The accounts of all channels of one device. What was lost before it reached the station is counted apart. */
export class DeviceAccount {
  lostInDevice = 0;
  readonly #channels: ChannelAccount[] = [];

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
