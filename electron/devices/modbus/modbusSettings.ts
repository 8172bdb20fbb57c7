import { Fault } from "../../domain/fault.ts";
import { parseRegisterMap } from "../../domain/parseRegisterMap.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { RegisterMap } from "../../domain/registerMap.ts";
import type { SettingField } from "../../domain/settingField.ts";
import type { Hertz, Seconds } from "../../domain/units.ts";
import { type NetworkBus, type Parity, parities, type SerialBus } from "./modbusTask.ts";
import { shippedMaps } from "./shippedMaps.ts";

/** Whoever has another device describes its registers. */
const own = "own";
const maps = [...Object.keys(shippedMaps), own];
const slowest: Seconds = 100;
const quickest: Seconds = 0.05;

export const commonFields: readonly SettingField[] = [
  { name: "map", kind: "choice", usual: maps[0], choices: maps },
  { name: "registers", kind: "registers" },
  { name: "slave", kind: "number", usual: 1, low: 1, high: 247 },
  { name: "interval", kind: "number", usual: 1, low: quickest, high: slowest, unit: "s" },
];
export const serialFields: readonly SettingField[] = [
  { name: "baudRate", kind: "number", usual: 19_200, low: 300, high: 1_000_000, unit: "baud" },
  { name: "parity", kind: "choice", usual: "none", choices: parities, rare: true },
  { name: "stopBits", kind: "choice", usual: 1, choices: [1, 2], rare: true },
];

/** The settings of a Modbus device, checked. */
export interface ModbusSettings {
  readonly map: RegisterMap;
  readonly slave: number;
  readonly sampleRate: Hertz;
}

/** @throws Fault BAD_INPUT naming the setting, or the entry of the register map, and what it may be */
export function modbusSettings(settings: DeviceSetup["settings"]): ModbusSettings {
  const { slave = 1, interval = 1 } = settings;
  if (!isWhole(slave, 1, 247)) throw wrong("slave", slave, "a whole number from 1 to 247");
  if (typeof interval !== "number" || !(interval >= quickest && interval <= slowest)) {
    throw wrong("interval", interval, `a number of seconds from ${quickest} to ${slowest}`);
  }
  return { map: mapOf(settings), slave, sampleRate: 1 / interval };
}

function mapOf({ map, registers = "" }: DeviceSetup["settings"]): RegisterMap {
  const isOwn = map === own || (map === undefined && registers !== "");
  if (isOwn) return parseRegisterMap(String(registers));
  const shipped = shippedMaps[String(map ?? maps[0])];
  if (shipped !== undefined) return shipped;
  throw wrong("map", map, maps.map((name) => `"${name}"`).join(", "));
}

/** @throws Fault BAD_INPUT */
export function serialBus(path: string, settings: DeviceSetup["settings"]): SerialBus {
  const { baudRate = 19_200, parity = "none", stopBits = 1 } = settings;
  if (!isWhole(baudRate, 300, 1_000_000))
    throw wrong("baudRate", baudRate, "a whole number of baud from 300 to 1000000");
  if (!parities.includes(parity as Parity)) throw wrong("parity", parity, '"none", "even" or "odd"');
  if (stopBits !== 1 && stopBits !== 2) throw wrong("stopBits", stopBits, "1 or 2");
  return { kind: "serial", path, baudRate, parity: parity as Parity, stopBits };
}

const modbusPort = 502;

/**
 * @param address "192.168.1.20", "gateway:1502", "[fd00::5]:502"
 * @throws Fault BAD_INPUT
 */
export function networkBus(address: string): NetworkBus {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:\s]+))(?::(\d{1,5}))?$/.exec(address.trim()) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? modbusPort : Number(digits);
  if (host !== undefined && port >= 1 && port <= 65_535) return { kind: "network", host, port };
  const message = `"${address}" is no address of a Modbus device. Give a host and, unless it is ${modbusPort}, a port, like 192.168.1.20:1502.`;
  throw new Fault("BAD_INPUT", message, { details: { address } });
}

function isWhole(value: unknown, low: number, high: number): value is number {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}

function wrong(setting: string, value: unknown, allowed: string): Fault {
  const message = `The setting ${setting} of a Modbus device must be ${allowed}, not ${JSON.stringify(value)}.`;
  return new Fault("BAD_INPUT", message, { details: { setting, value: String(value) } });
}
