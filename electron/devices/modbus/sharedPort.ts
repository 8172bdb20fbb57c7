import { asFault, Fault } from "../../domain/fault.ts";
import { siblingModule } from "../../domain/sibling.ts";
import type { Milliseconds } from "../../domain/units.ts";
import type { DeviceMessage } from "../captureMessages.ts";
import { type DeviceProcess, type DeviceTalk, startDeviceProcess } from "../startDeviceProcess.ts";
import type { ModbusTask, SerialBus, SlaveTask } from "./modbusTask.ts";

const program = siblingModule(import.meta.url, "modbusProcess");
/** A process that runs takes a new slave at once, unless its library hangs. */
const takesWithin: Milliseconds = 3000;

/** Who reads a slave at a port. */
interface Member {
  /** For messages. */
  readonly name: string;
  readonly task: SlaveTask<SerialBus>;
  readonly hear: (message: DeviceMessage) => void;
  taken?: NodeJS.Timeout;
}

/** The ports that are held just now, and those that are being freed, by their paths: a port can be held by one process only. */
const held = new Map<string, SharedPort>();
const closing = new Map<string, Promise<void>>();

/** Reads a slave at a serial port, beside all others that this station reads there. The port is freed with the last of them. */
export function talkAtPort(task: SlaveTask<SerialBus>, name: string): DeviceTalk {
  return (hear) => {
    const { path } = task.bus;
    let isOver = false;
    let part = async () => {};
    const joining = (async () => {
      while (closing.has(path)) await closing.get(path);
      if (isOver) return;
      const port = held.get(path) ?? new SharedPort(task.bus);
      part = port.join({ name, task, hear });
    })().catch((thrown) => hear(faultMessage(asFault(thrown, "WORKER_LOST"))));
    return {
      async [Symbol.asyncDispose]() {
        isOver = true;
        await joining;
        await part();
      },
    };
  };
}

/** A port that one process holds for all who read slaves at it. */
class SharedPort {
  readonly #bus: SerialBus;
  readonly #members = new Map<number, Member>();
  readonly #process: DeviceProcess;
  #joined = 0;
  #isOpen = false;

  constructor(bus: SerialBus) {
    this.#bus = bus;
    this.#process = startDeviceProcess(program, { job: "serve", bus } satisfies ModbusTask, (message) =>
      this.#hear(message),
    );
    held.set(bus.path, this);
  }

  /** @returns to be called when the slave is not wanted any more; waits, as the last one, until the port is free */
  join(member: Member): () => Promise<void> {
    const [other] = this.#members.values();
    if (other !== undefined && !speaksAlike(member.task.bus, this.#bus)) {
      member.hear(faultMessage(speaksOtherwise(member, other)));
      return async () => {};
    }
    const number = ++this.#joined;
    this.#members.set(number, member);
    if (this.#isOpen) this.#take(number, member);
    return () => this.#part(number, member);
  }

  #hear(message: DeviceMessage): void {
    if (message.kind === "open") {
      this.#isOpen = true;
      for (const [number, member] of this.#members) this.#take(number, member);
    } else if (message.kind === "fault") {
      void this.#end(message);
    } else if (message.kind === "member") {
      const member = this.#members.get(message.member);
      clearTimeout(member?.taken);
      member?.hear(message.message);
    }
  }

  #take(number: number, member: Member): void {
    this.#process.post({ kind: "join", member: number, task: member.task });
    const { path } = this.#bus;
    const hangs = `The process that reads the serial port ${path} hangs. It is started again.`;
    const fault = new Fault("WORKER_LOST", hangs, { details: { address: path } });
    member.taken = setTimeout(() => void this.#end(faultMessage(fault)), takesWithin);
  }

  async #part(number: number, member: Member): Promise<void> {
    clearTimeout(member.taken);
    if (this.#members.delete(number)) {
      this.#process.post({ kind: "part", member: number });
      if (this.#members.size === 0) void this.#end();
    }
    if (held.get(this.#bus.path) !== this) await closing.get(this.#bus.path);
  }

  /** @param why what all who are still there are told */
  async #end(why?: DeviceMessage): Promise<void> {
    const { path } = this.#bus;
    if (held.get(path) !== this) return;
    held.delete(path);
    const freed = this.#free();
    closing.set(path, freed);
    const members = [...this.#members.values()];
    this.#members.clear();
    for (const member of members) {
      clearTimeout(member.taken);
      if (why !== undefined) member.hear(why);
    }
    await freed;
  }

  async #free(): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
    closing.delete(this.#bus.path);
  }
}

function speaksAlike(one: SerialBus, other: SerialBus): boolean {
  return one.baudRate === other.baudRate && one.parity === other.parity && one.stopBits === other.stopBits;
}

/** It may be mended by changing the other one: whoever waits for the port tries again. */
function speaksOtherwise(member: Member, other: Member): Fault {
  const spoken = ({ name, task: { slave, bus } }: Member) => {
    const stops = bus.stopBits === 1 ? "1 stop bit" : `${bus.stopBits} stop bits`;
    return `${name} (slave ${slave}) with ${bus.baudRate} baud, parity ${bus.parity}, ${stops}`;
  };
  const { path } = member.task.bus;
  const message = `At ${path} all slaves speak alike, but ${spoken(member)} was to be read beside ${spoken(other)}. Set both alike.`;
  const details = { address: path, device: member.name, other: other.name };
  return new Fault("PORT_BUSY", message, { details });
}

function faultMessage({ code, message, details }: Fault): DeviceMessage {
  return { kind: "fault", code, message, details };
}
