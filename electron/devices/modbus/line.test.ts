import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { Bus } from "./bus.ts";
import { Line } from "./line.ts";
import type { ModbusClient } from "./modbusClient.ts";
import type { SerialBus } from "./modbusTask.ts";

const serial: SerialBus = { kind: "serial", path: "port", baudRate: 19_200, parity: "none", stopBits: 1 };
const request = { function: 3, address: 0, count: 1 } as const;
const going = new AbortController().signal;

/** A line whose slaves answer with their own number, unless they are silent; what was asked is noted. */
function rig(silent: readonly number[] = []) {
  const asked: number[] = [];
  let slave = 0;
  let open = 0;
  const client = {
    setID: (id: number) => (slave = id),
    setTimeout() {},
    async readHoldingRegisters() {
      const of = slave;
      asked.push(of);
      expect(++open).toBe(1);
      await sleep(2);
      open -= 1;
      if (silent.includes(of)) throw new Error("Timed out");
      return { data: [of] };
    },
  };
  return { line: new Line(client as unknown as ModbusClient, serial), asked };
}

it("asks one at a time, everybody in turn, however much one of them wants", async () => {
  const { line, asked } = rig();
  const greedy = new Bus(line, 1);
  const modest = new Bus(line, 2);
  const many = (async () => {
    for (let i = 0; i < 6; i++) expect(await greedy.read(request, 100)).toEqual({ kind: "registers", registers: [1] });
  })();
  for (let i = 0; i < 3; i++) {
    expect(await modest.ready(going)).toBe(true);
    expect(await modest.read(request, 100)).toEqual({ kind: "registers", registers: [2] });
  }
  await many;
  expect(asked).toEqual([1, 2, 1, 2, 1, 2, 1, 1, 1]);
});

it("leaves a slave alone that fails again and again, ever longer, but only while another one is read", async () => {
  const { line } = rig([1]);
  const silent = new Bus(line, 1);
  const pauses: number[] = [];
  const fail = async () => {
    expect(await silent.read(request, 100)).toEqual({ kind: "silent" });
    pauses.push(Math.ceil(silent.pause / 1000));
  };
  await fail();
  await fail();
  expect(silent.isLineDead).toBe(true);
  const other = new Bus(line, 2);
  expect(silent.isLineDead).toBe(false);
  for (let i = 0; i < 4; i++) await fail();
  expect(pauses).toEqual([0, 0, 2, 4, 5, 5]);
  expect(silent.takeTroubles()).toEqual({ "no answer": 6 });
  expect(other.takeTroubles()).toBeUndefined();
  other[Symbol.dispose]();
  expect(silent.pause).toBe(0);
});

it("is free again when one that waited for it was stopped", async () => {
  const { line, asked } = rig();
  const [one, other] = [new Bus(line, 1), new Bus(line, 2)];
  const stop = new AbortController();
  const reading = one.read(request, 100);
  const waiting = other.ready(stop.signal);
  stop.abort();
  expect(await waiting).toBe(false);
  await reading;
  expect(await one.ready(going)).toBe(true);
  await one.read(request, 100);
  expect(asked).toEqual([1, 1]);
});
