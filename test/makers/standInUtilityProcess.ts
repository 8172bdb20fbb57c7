import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { constants } from "node:os";

export interface ForkRecord {
  readonly module: string;
  readonly words: readonly string[];
  readonly options: { readonly execArgv?: readonly string[]; readonly stdio?: unknown; readonly serviceName?: string };
}

/** Electron's utility process over a real one of Node: it is told and tells through the same calls and events. */
export class StandInUtilityProcess extends EventEmitter {
  readonly stderr: NodeJS.ReadableStream | null;
  readonly #child: ChildProcess;
  #runs = false;
  #hasEnded = false;

  constructor({ module, words, options }: ForkRecord) {
    super();
    // Electron has no channel, so only what it lets be set is taken from the options.
    const [, , stderr] = options.stdio as string[];
    this.#child = fork(module, words, {
      stdio: ["ignore", "ignore", stderr as "pipe", "ipc"],
      serialization: "advanced",
      execArgv: [...(options.execArgv ?? []), "--import", new URL("./standInParentPort.ts", import.meta.url).href],
    });
    this.stderr = this.#child.stderr;
    this.#child.once("spawn", () => {
      this.#runs = true;
      this.emit("spawn");
    });
    this.#child.on("message", (message) => this.emit("message", message));
    // At `close` and not at `exit`: what it has printed last has been read then.
    this.#child.once("close", (code, signal) => {
      this.#runs = false;
      this.#hasEnded = true;
      this.emit("exit", code ?? constants.signals[signal!]);
    });
  }

  /** Undefined until `spawn` and after `exit`, as Electron has it. */
  get pid(): number | undefined {
    return this.#runs ? this.#child.pid : undefined;
  }

  /** Electron 44 crashes when something is posted from a listener to `exit`. */
  postMessage(message: unknown): void {
    if (this.#hasEnded) throw new Error("A utility process that has ended takes no message.");
    if (this.#child.connected) this.#child.send(message as object, () => {});
  }

  kill(): boolean {
    return this.#runs && this.#child.kill("SIGTERM");
  }
}
