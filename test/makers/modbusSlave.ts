import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { ServerTCP } from "modbus-serial";

/** What a Banner QM30VT2 measures, in the units of its map. */
export interface MeasuredByQm30 {
  readonly temperature: number;
  /** RMS velocity, mm/s. */
  readonly z: number;
  readonly x: number;
  /** RMS acceleration, g. */
  readonly acceleration: number;
  readonly kurtosis: number;
  readonly crest: number;
  readonly frequency: number;
}

export const calmQm30: MeasuredByQm30 = {
  temperature: -12.34,
  z: 1.234,
  x: 0.871,
  acceleration: 0.152,
  kurtosis: 2.955,
  crest: 3.411,
  frequency: 24.8,
};

export const firstRegister = 5200;

/** The 22 registers from 5200 on, as its manual scales them: written down apart from the map that is to read them. */
export function qm30Registers({
  temperature,
  z,
  x,
  acceleration,
  kurtosis,
  crest,
  frequency,
}: MeasuredByQm30): number[] {
  const inches = (velocity: number) => Math.round((velocity / 25.4) * 10_000);
  const thousandths = (value: number) => Math.round(value * 1000);
  const hundredths = (value: number) => Math.round(value * 100) & 0xffff;
  const peak = (velocity: number) => velocity * Math.SQRT2;
  return [
    inches(z),
    thousandths(z),
    hundredths(temperature * 1.8 + 32),
    hundredths(temperature),
    inches(x),
    thousandths(x),
    thousandths(acceleration * crest),
    thousandths(acceleration * crest * 0.8),
    Math.round(frequency * 10),
    Math.round(frequency * 10),
    thousandths(acceleration),
    thousandths(acceleration * 0.8),
    thousandths(kurtosis),
    thousandths(kurtosis),
    thousandths(crest),
    thousandths(crest),
    inches(peak(z)),
    thousandths(peak(z)),
    inches(peak(x)),
    thousandths(peak(x)),
    thousandths(acceleration * 0.5),
    thousandths(acceleration * 0.4),
  ];
}

/** Holding registers of one slave; what is not in it is refused. */
export type Registers = Record<number, number>;

export function registersFrom(first: number, values: readonly number[]): Registers {
  return Object.fromEntries(values.map((value, index) => [first + index, value]));
}

/** Exception of the protocol: there is no such register. */
const illegalAddress = 2;

/** What the servers of `modbus-serial` ask for. */
export function slaveVector(registers: (slave: number) => Registers) {
  return {
    getHoldingRegister(address: number, slave: number): number {
      const value = registers(slave)[address];
      if (value !== undefined) return value;
      throw Object.assign(new Error("no such register"), { modbusErrorCode: illegalAddress });
    },
  };
}

export interface TcpSlave extends AsyncDisposable {
  readonly address: string;
  /** Given anew for every register that is read. */
  registers: Registers;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A slave on the network; unit 1. */
export async function tcpSlave(registers: Registers): Promise<TcpSlave> {
  const slave = { registers };
  // 0 would be 502 to this server
  const port = await freePort();
  const server = new ServerTCP(
    slaveVector(() => slave.registers),
    { host: "127.0.0.1", port, unitID: 1 },
  );
  await once(server, "initialized");
  return Object.assign(slave, {
    address: `127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

export interface SerialSlave extends AsyncDisposable {
  /** Takes other registers, or says nothing (null) or damages every so-many-th answer from then on. */
  set(state: SlaveState): Promise<void>;
}

export interface SerialSlaves extends AsyncDisposable {
  /** What all of them do from then on; those that are not named say nothing. */
  set(states: Readonly<Record<number, SlaveState>>): Promise<void>;
}

export interface SlaveState {
  readonly registers: Registers | null;
  /** 3: the checksum of every third answer is wrong. */
  readonly damageEvery?: number;
  /** Bytes of noise before every answer. */
  readonly noise?: number;
}

/** A slave at a serial port. */
export async function serialSlave(path: string, unitID: number, state: SlaveState): Promise<SerialSlave> {
  const slaves = await serialSlaves(path, { [unitID]: state });
  return { ...slaves, set: (next) => slaves.set({ [unitID]: next }) };
}

/** Slaves on two wires, in a process of their own: bindings of serial ports bear no threads. */
export async function serialSlaves(path: string, states: Readonly<Record<number, SlaveState>>): Promise<SerialSlaves> {
  const child = fork(fileURLToPath(new URL("modbusSlaveProgram.ts", import.meta.url)), [path]);
  const set = async (next: Readonly<Record<number, SlaveState>>) => {
    const taken = once(child, "message");
    child.send(next);
    await taken;
  };
  await once(child, "message");
  await set(states);
  return {
    set,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}
