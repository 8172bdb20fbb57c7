import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { TrainingQueue } from "./trainingQueue.ts";

/** Trainings that end when they are told to, and a log of what happened. */
function rig() {
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const training = (name: string) => async (signal: AbortSignal) => {
    log.push(`${name} begins`);
    const { promise, resolve } = Promise.withResolvers<void>();
    ends.set(name, resolve);
    signal.addEventListener("abort", () => resolve());
    await promise;
    log.push(signal.aborted ? `${name} is cancelled` : `${name} ends`);
  };
  return { log, training, end: (name: string) => ends.get(name)!() };
}

it("trains one after the other, in the order in which they came", async () => {
  const { log, training, end } = rig();
  using queue = new TrainingQueue();
  for (const name of ["a", "b", "c"]) queue.add(name, training(name));
  expect(log).toEqual(["a begins"]);
  end("a");
  await turn();
  expect(log).toEqual(["a begins", "a ends", "b begins"]);
  end("b");
  await turn();
  expect(log.at(-1)).toBe("c begins");
});

it("cancels one that waits, and one in the middle, and goes on with the next", async () => {
  const { log, training, end } = rig();
  using queue = new TrainingQueue();
  for (const name of ["a", "b", "c"]) queue.add(name, training(name));
  queue.cancel("b");
  queue.cancel("a");
  queue.cancel("nobody");
  await turn();
  expect(log).toEqual(["a begins", "a is cancelled", "c begins"]);
  end("c");
  await turn();
  expect(log.at(-1)).toBe("c ends");
});

it("begins one that is asked for again anew, behind the others", async () => {
  const { log, training } = rig();
  using queue = new TrainingQueue();
  queue.add("a", training("a"));
  queue.add("b", training("b"));
  queue.add("a", training("a again"));
  await turn();
  expect(log).toEqual(["a begins", "a is cancelled", "b begins"]);
});

it("ends all when it is closed", async () => {
  const { log, training } = rig();
  const queue = new TrainingQueue();
  queue.add("a", training("a"));
  queue.add("b", training("b"));
  queue[Symbol.dispose]();
  await turn();
  expect(log).toEqual(["a begins", "a is cancelled"]);
});
