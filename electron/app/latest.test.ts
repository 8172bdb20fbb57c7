import { expect, it } from "vitest";
import { latest } from "./latest.ts";

function source() {
  let listener: ((value: number) => void) | undefined;
  return {
    subscribe: (added: (value: number) => void) => {
      listener = added;
      return () => {
        listener = undefined;
      };
    },
    send: (value: number) => listener?.(value),
    get isHeard() {
      return listener !== undefined;
    },
  };
}

it("hands a slow reader only the newest value, never a pile", async () => {
  const { subscribe, send } = source();
  const values = latest(subscribe, undefined);
  const first = values.next();
  send(1);
  expect((await first).value).toBe(1);
  for (let value = 2; value <= 1000; value++) send(value);
  expect((await values.next()).value).toBe(1000);
});

it("stops listening when its reader leaves", async () => {
  const from = source();
  const values = latest(from.subscribe, undefined);
  const first = values.next();
  from.send(1);
  await first;
  await values.return();
  expect(from.isHeard).toBe(false);
});

it("ends when the page goes while it waits", async () => {
  const from = source();
  const gone = new AbortController();
  const values = latest(from.subscribe, gone.signal);
  const waiting = values.next();
  gone.abort();
  expect((await waiting).done).toBe(true);
  expect(from.isHeard).toBe(false);
});

it("gives nothing to a page that is gone already", async () => {
  const from = source();
  expect((await latest(from.subscribe, AbortSignal.abort()).next()).done).toBe(true);
});
