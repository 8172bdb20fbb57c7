/**
 * Where every sample of a device went. At any moment received = analysed + lostInQueue + waiting, exactly;
 * what was lost before it reached the station is counted apart.
 */
export class SampleAccount {
  /** Samples per channel. */
  received = 0;
  analysed = 0;
  lostInDevice = 0;
  lostInQueue = 0;
  /** Handed to the analysis, not yet reported back. */
  waiting = 0;

  arrive(samples: number, lostBefore: number): void {
    this.received += samples;
    this.lostInDevice += lostBefore;
  }

  submit(samples: number): void {
    this.waiting += samples;
  }

  finish(samples: number): void {
    this.waiting -= samples;
    this.analysed += samples;
  }

  drop(samples: number): void {
    this.lostInQueue += samples;
  }

  /** The worker died with these samples: nobody will report them back. */
  abandon(): number {
    const abandoned = this.waiting;
    this.waiting = 0;
    this.lostInQueue += abandoned;
    return abandoned;
  }
}
