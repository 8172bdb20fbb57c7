/**
 * Where every sample of one channel went, from the first block of its device on: at any moment
 * received = analysed + lostInQueue + waiting, exactly. Samples that several readers need are analysed when all of them have
 * done with them, and lost when one of them lost them. Samples that nobody needs are done with at once.
 */
export class ChannelAccount {
  received = 0;
  analysed = 0;
  lostInQueue = 0;
  /** Handed to the analysis, not yet reported back by every reader. */
  waiting = 0;

  /** @param readers how many will settle the stretch, each once */
  arrive(samples: number, readers: number): Stretch {
    this.received += samples;
    if (readers === 0) this.analysed += samples;
    else this.waiting += samples;
    return new Stretch(this, samples, readers);
  }
}

/** Samples of one channel on their way to their readers. */
export class Stretch {
  readonly #account: ChannelAccount;
  readonly #samples: number;
  #open: number;
  #lost = false;

  constructor(account: ChannelAccount, samples: number, readers: number) {
    this.#account = account;
    this.#samples = samples;
    this.#open = readers;
  }

  /** One reader has done with it, or has lost it. */
  settle(lost: boolean): void {
    this.#lost ||= lost;
    this.#open -= 1;
    if (this.#open > 0) return;
    this.#account.waiting -= this.#samples;
    if (this.#lost) this.#account.lostInQueue += this.#samples;
    else this.#account.analysed += this.#samples;
  }
}
