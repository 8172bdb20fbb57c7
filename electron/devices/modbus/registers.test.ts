import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { calmQm30, firstRegister, qm30Registers } from "../../../test/makers/modbusSlave.ts";
import { parseRegisterMap } from "../../domain/parseRegisterMap.ts";
import type { RegisterMap } from "../../domain/registerMap.ts";
import { decodeRegisters } from "./decodeRegisters.ts";
import { modbusSettings, networkBus, serialBus } from "./modbusSettings.ts";
import { planRequests } from "./planRequests.ts";
import { isThatSensor, sensorCandidates } from "./sensorCandidates.ts";
import { shippedMaps } from "./shippedMaps.ts";

const folder = new URL("../../../resources/registerMaps/", import.meta.url);
const mapOf = (registers: object[], more = {}): RegisterMap => parseRegisterMap(JSON.stringify({ ...more, registers }));

describe("the shipped register maps", () => {
  it.each(readdirSync(folder))("%s is one", (file) => {
    expect(parseRegisterMap(readFileSync(new URL(file, folder), "utf8")).registers.length).toBeGreaterThan(0);
  });

  it("read what a QM30VT2 measures, below zero too, whichever unit a register is in", () => {
    const map = shippedMaps.qm30vt2!;
    const [request, ...more] = planRequests(map);
    expect(more).toEqual([]);
    expect(request).toEqual({ function: 3, address: firstRegister, count: 22 });
    const values = decodeRegisters(map, [{ request: request!, registers: qm30Registers(calmQm30) }]);
    const told = Object.fromEntries(map.registers.map(({ name, unit }, index) => [name, [values[index], unit]]));
    expect(told["Z velocity RMS"]).toEqual([1.234, "mm/s"]);
    expect(told["Z velocity RMS (finer, from in/s)"]![0]).toBeCloseTo(1.234, 2);
    expect(told.Temperature).toEqual([-12.34, "°C"]);
    expect(told["Temperature (from °F)"]![0]).toBeCloseTo(-12.34, 1);
    expect(told["X velocity RMS"]).toEqual([0.871, "mm/s"]);
    expect(told["Z kurtosis"]).toEqual([2.955, "1"]);
    expect(told["Z frequency of peak velocity"]).toEqual([24.8, "Hz"]);
    expect(told["Z peak velocity"]![0]).toBeCloseTo(1.234 * Math.SQRT2, 3);
    expect(told["X peak velocity (finer, from in/s)"]![0]).toBeCloseTo(0.871 * Math.SQRT2, 2);
  });

  it("read a WTVB01-485 by two requests, and not what lies between", () => {
    expect(planRequests(shippedMaps.wtvb01485!)).toEqual([
      { function: 3, address: 0x3a, count: 3 },
      { function: 3, address: 0x40, count: 7 },
    ]);
  });
});

describe("values of registers", () => {
  const one = (type: string, words: number[], more = {}) => {
    const map = mapOf([{ name: "a", address: 7, type, ...more }]);
    return decodeRegisters(map, [{ request: planRequests(map)[0]!, registers: words }])[0];
  };

  it("are of the types of the protocol's devices", () => {
    expect(one("uint16", [0xfffe])).toBe(65_534);
    expect(one("int16", [0xfffe])).toBe(-2);
    expect(one("uint32", [0x0001, 0x86a0])).toBe(100_000);
    expect(one("int32", [0xffff, 0xfffe])).toBe(-2);
    expect(one("int32", [0xfffe, 0xffff], { wordOrder: "low word first" })).toBe(-2);
    // 23.5 as IEEE 754 single: sign 0, exponent 131, fraction 0x3C0000
    expect(one("float32", [0x41bc, 0x0000])).toBe(23.5);
    expect(one("float32", [0x0000, 0x41bc], { wordOrder: "low word first" })).toBe(23.5);
    expect(one("float32", [0x7fc0, 0x0000])).toBeNaN();
    expect(one("int16", [0xff38], { multiply: 2, divide: 10, offset: 5 })).toBeCloseTo(-35, 12);
  });

  it("are read by as few requests as the map allows", () => {
    const at = (address: number, more = {}) => ({ name: `${address}${JSON.stringify(more)}`, address, ...more });
    expect(planRequests(mapOf([at(10), at(8, { type: "float32" }), at(12), at(11, { function: 4 })]))).toEqual([
      { function: 3, address: 8, count: 3 },
      { function: 3, address: 12, count: 1 },
      { function: 4, address: 11, count: 1 },
    ]);
    expect(planRequests(mapOf([at(0), at(4), at(9)], { readAlong: 3 }))).toEqual([
      { function: 3, address: 0, count: 5 },
      { function: 3, address: 9, count: 1 },
    ]);
    const long = mapOf(Array.from({ length: 200 }, (_, n) => at(n)));
    expect(planRequests(long).map(({ count }) => count)).toEqual([125, 75]);
    const words = planRequests(long).map((request) => ({
      request,
      registers: Array.from({ length: request.count }, (_, n) => request.address + n),
    }));
    expect(decodeRegisters(long, words)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  });
});

describe("settings of Modbus devices", () => {
  it("are refused with what they may be", () => {
    const refused = (code: string) =>
      expect.objectContaining({ code, message: expect.stringMatching(/must be|is no|Correct/) });
    for (const [name, value] of [
      ["slave", 0],
      ["slave", 1.5],
      ["interval", 0],
      ["interval", 1000],
      ["map", "qm31"],
    ] as const) {
      expect(() => modbusSettings({ [name]: value })).toThrow(refused("BAD_INPUT"));
    }
    expect(() => modbusSettings({ map: "own", registers: "{}" })).toThrow("registers must be a list");
    expect(() => serialBus("/dev/ttyUSB0", { parity: "mark" })).toThrow(refused("BAD_INPUT"));
    expect(() => serialBus("/dev/ttyUSB0", { baudRate: "fast" })).toThrow(refused("BAD_INPUT"));
    for (const address of ["", "a b", "host:0", "host:70000", "host:port"]) {
      expect(() => networkBus(address), address).toThrow(refused("BAD_INPUT"));
    }
  });

  it("name a host with or without a port", () => {
    expect(networkBus("192.168.1.20")).toEqual({ kind: "network", host: "192.168.1.20", port: 502 });
    expect(networkBus("gateway.plant:1502")).toEqual({ kind: "network", host: "gateway.plant", port: 1502 });
    expect(networkBus("[fd00::5]:503")).toEqual({ kind: "network", host: "fd00::5", port: 503 });
  });
});

it("known sensors are told from others that answer at the same address", () => {
  const [qm30] = sensorCandidates;
  const registers = qm30Registers(calmQm30);
  expect(isThatSensor(qm30!, [registers.slice(0, 4)])).toBe(true);
  expect(isThatSensor(qm30!, [[0, 0, 0, 0]])).toBe(false);
  expect(isThatSensor(qm30!, [[1, 2, 3, 4]])).toBe(false);
  expect(isThatSensor(qm30!, [])).toBe(false);
  const wtvb = sensorCandidates.find(({ map }) => map === "wtvb01485")!;
  expect(isThatSensor(wtvb, [[0x50], [0x10000 - 350]])).toBe(true);
  expect(isThatSensor(wtvb, [[0x51], [2350]])).toBe(false);
  expect(isThatSensor(wtvb, [[0x50], [0x7000]])).toBe(false);
});
