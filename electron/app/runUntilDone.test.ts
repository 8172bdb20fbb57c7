import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { runUntilDone } from "./runUntilDone.ts";

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

it("shows the states of the work, the last one always, and ends with it", async () => {
  const states = await collect(
    runUntilDone<number>(async (show) => {
      show(1);
      await sleep(20);
      show(2);
      show(3);
    }, undefined),
  );
  expect(states[0]).toBe(1);
  expect(states.at(-1)).toBe(3);
});

it("throws what the work throws", async () => {
  const failing = runUntilDone(async () => Promise.reject(new Error("cable")), undefined);
  await expect(collect(failing)).rejects.toThrow("cable");
});

it.each(["leaves", "aborts"])("stops the work when the reader %s", async (how) => {
  let stopped = false;
  const signal = new AbortController();
  const states = runUntilDone<number>(async (show, stop) => {
    for (let i = 0; !stop.aborted; i++) {
      show(i);
      await sleep(5);
    }
    stopped = true;
  }, signal.signal);
  for await (const _ of states) {
    if (how === "leaves") break;
    signal.abort();
  }
  expect(stopped).toBe(true);
});
