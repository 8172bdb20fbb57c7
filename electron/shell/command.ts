/** One command: its words, and what it does with the rest of the line. Resolves to the exit code. */
export interface Command {
  readonly usage: string;
  readonly about: string;
  run(args: readonly string[]): Promise<number>;
}
