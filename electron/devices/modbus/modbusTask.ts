import type { RegisterMap } from "../../domain/registerMap.ts";
import type { Hertz } from "../../domain/units.ts";

export const parities = ["none", "even", "odd"] as const;
export type Parity = (typeof parities)[number];

/** Two wires at a serial port: all slaves on them speak alike. */
export interface SerialBus {
  readonly kind: "serial";
  readonly path: string;
  readonly baudRate: number;
  readonly parity: Parity;
  readonly stopBits: 1 | 2;
}

export interface NetworkBus {
  readonly kind: "network";
  readonly host: string;
  readonly port: number;
}

/** How a bus is reached. */
export type BusAddress = SerialBus | NetworkBus;

/** What is wanted of one slave. */
export interface SlaveTask<Bus extends BusAddress = BusAddress> {
  /** `probe`: one reading, to see whether it answers; `capture`: one after the other; `preview`: as `capture`, shown to people. */
  readonly job: "probe" | "capture" | "preview";
  readonly bus: Bus;
  /** As the station calls it, for messages. */
  readonly address: string;
  readonly slave: number;
  readonly map: RegisterMap;
  /** Readings a second, to the last digit as the device was set up: who analyses them compares. */
  readonly sampleRate: Hertz;
}

/** What the Modbus process is started for. */
export type ModbusTask =
  | SlaveTask<NetworkBus>
  /** Holds a serial port for all who read slaves at it; they join and part while it runs. */
  | { readonly job: "serve"; readonly bus: SerialBus }
  /** Which of the known sensors answers at a serial port. */
  | { readonly job: "recognise"; readonly path: string; readonly candidates: readonly SensorCandidate[] };

/** A way in which a known sensor may answer. */
export interface SensorCandidate {
  /** Name of its shipped register map. */
  readonly map: string;
  readonly baudRate: number;
  readonly slave: number;
  /** Registers that tell it from others. */
  readonly asks: readonly { readonly address: number; readonly count: number }[];
}

/** Which candidate answered, and what: one list of registers for each of its questions. */
export interface SensorAnswer {
  readonly candidate: SensorCandidate;
  readonly answers: readonly (readonly number[])[];
}
