import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { parseRegisterMap } from "../../domain/parseRegisterMap.ts";
import type { DeviceMessage, MemberWord } from "../captureMessages.ts";
import { startProcessesWith } from "../processStarter.ts";
import type { ProcessEvents } from "../startProcess.ts";
import type { SerialBus, SlaveTask } from "./modbusTask.ts";
import { talkAtPort } from "./sharedPort.ts";

const map = parseRegisterMap('{ "registers": [{ "name": "a", "address": 0 }] }');
const bus: SerialBus = { kind: "serial", path: "port", baudRate: 19_200, parity: "none", stopBits: 1 };
const wanted = (slave: number): SlaveTask<SerialBus> => ({
  job: "capture",
  bus,
  address: "port",
  slave,
  map,
  sampleRate: 1,
});

const dying = 300;

/** Processes that do nothing but what they are told to say. */
const started: { events: ProcessEvents; posted: MemberWord<SlaveTask>[]; killed: boolean }[] = [];
let starting: Disposable;
beforeEach(() => {
  vi.useFakeTimers();
  started.length = 0;
  starting = startProcessesWith((_program, _task, events) => {
    const entry = { events, posted: [] as MemberWord<SlaveTask>[], killed: false };
    started.push(entry);
    return {
      post: (message) => void (typeof message === "object" && entry.posted.push(message as MemberWord<SlaveTask>)),
      kill() {
        entry.killed = true;
        setTimeout(() => events.ended("SIGKILL"), dying);
      },
    };
  });
});
afterEach(() => {
  starting[Symbol.dispose]();
  vi.useRealTimers();
});

/** Lets processes die meanwhile. */
async function over(...parting: Promise<void>[]): Promise<void> {
  await vi.advanceTimersByTimeAsync(dying + 1);
  await Promise.all(parting);
}

function join(slave: number, more: Partial<SerialBus> = {}) {
  const heard: DeviceMessage[] = [];
  const task = wanted(slave);
  const talk = talkAtPort({ ...task, bus: { ...bus, ...more } }, `Sensor ${slave}`)((message) => heard.push(message));
  return { heard, part: async () => await talk[Symbol.asyncDispose]() };
}

it("is held by one process, which is told who joins and parts, and ends with the last", async () => {
  const [one, other] = [join(1), join(2)];
  expect(started).toHaveLength(1);
  const [{ events, posted }] = started as [(typeof started)[number]];
  expect(posted).toEqual([]);
  events.message({ kind: "open" });
  expect(posted.map(({ kind, member }) => [kind, member])).toEqual([
    ["join", 1],
    ["join", 2],
  ]);
  events.message({ kind: "member", member: 2, message: { kind: "open" } });
  events.message({ kind: "member", member: 2, message: { kind: "answer", answer: 7 } });
  expect(one.heard).toEqual([]);
  expect(other.heard).toEqual([{ kind: "open" }, { kind: "answer", answer: 7 }]);
  await other.part();
  expect(posted.at(-1)).toEqual({ kind: "part", member: 2 });
  expect(started[0]!.killed).toBe(false);
  const parting = one.part();
  await vi.advanceTimersByTimeAsync(dying / 2);
  expect(started[0]!.killed).toBe(true);
  // the port is not free yet: the next one waits for that
  const next = join(3);
  expect(started).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(dying);
  await parting;
  expect(started).toHaveLength(2);
  await over(next.part());
  expect(started[1]!.killed).toBe(true);
});

it("is lost to all when it is lost", async () => {
  const [one, other] = [join(1), join(2)];
  const lost: DeviceMessage = { kind: "fault", code: "DEVICE_LOST", message: "gone", details: {} };
  started[0]!.events.message(lost);
  expect([one.heard, other.heard]).toEqual([[lost], [lost]]);
  await over(one.part(), other.part());
  expect(started[0]!.killed).toBe(true);
});

it("is thrown away when its process takes nobody any more", async () => {
  const [one, other] = [join(1), join(2)];
  const { events } = started[0]!;
  events.message({ kind: "open" });
  events.message({ kind: "member", member: 1, message: { kind: "open" } });
  await vi.advanceTimersByTimeAsync(3001);
  for (const { heard } of [one, other]) expect(heard.at(-1)).toMatchObject({ kind: "fault", code: "WORKER_LOST" });
  expect(started[0]!.killed).toBe(true);
  await over(one.part(), other.part());
});

it("keeps out who speaks otherwise, naming both, and ends although somebody joined and parted at once", async () => {
  const one = join(1);
  for (const more of [{ baudRate: 9600 }, { parity: "odd" }, { stopBits: 2 }] as const) {
    const other = join(2, more);
    expect(other.heard).toEqual([
      expect.objectContaining({ code: "PORT_BUSY", message: expect.stringMatching(/Sensor 2 .* beside Sensor 1 /) }),
    ]);
    await other.part();
  }
  const parting = one.part();
  const early = join(3);
  await over(parting, early.part());
  expect(started).toHaveLength(1);
  expect(started[0]!.killed).toBe(true);
});
