/** What the starter of a process tells of it. */
export interface ProcessEvents {
  /** What it said, in order. */
  message(message: unknown): void;
  /** What the libraries in it printed where errors go. */
  chatter(text: string): void;
  /** It is gone, or was never there: by which signal, exit code or error. Told once; nothing follows. */
  ended(how: string): void;
}

/** A process that was started, as far as the station needs it. */
export interface StartedProcess {
  /** Tells it something; without effect once it is gone. */
  post(message: unknown): void;
  /** Ends it by force, also when it has only just been asked for. Returns at once; `ended` follows. */
  kill(): void;
}

/**
 * Starts a program of this house in a process of its own.
 * @param program path of its module
 * @param task the one word it is given
 */
export type StartProcess = (program: string, task: string, events: ProcessEvents) => StartedProcess;
