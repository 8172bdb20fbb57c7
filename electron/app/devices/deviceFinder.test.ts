import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { DeviceInfo, Driver } from "../../devices/driver.ts";
import { DeviceFinder } from "./deviceFinder.ts";

const device = (id: string): DeviceInfo => ({
  id,
  driver: "test",
  address: id,
  name: id,
  channels: [],
  sampleRates: [],
  defaultSampleRate: 0,
  via: "test",
  settings: {},
});

/** A driver of which only `find` is asked. */
function finding(find: () => Promise<readonly DeviceInfo[]>): Driver {
  const never = () => expect.fail("not asked for");
  return { kind: "test", isLive: never, find, describe: never, capture: never, doctor: never };
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !holds(); i++) await sleep(10);
  expect(holds()).toBe(true);
}

it("shows what is plugged in at once, what comes later soon, and asks nobody once nobody watches", async () => {
  let plugged = [device("a")];
  let looks = 0;
  using finder = new DeviceFinder(
    [
      finding(async () => {
        looks += 1;
        return plugged;
      }),
      finding(async () => Promise.reject(new Error("no library"))),
    ],
    10,
  );
  const seen: string[][] = [];
  const stop = finder.watch((devices) => seen.push(devices.map(({ id }) => id)));
  await until(() => seen.length > 0);
  expect(seen[0]).toEqual(["a"]);
  plugged = [device("a"), device("b")];
  await until(() => seen.at(-1)?.length === 2);
  stop();
  await sleep(50);
  const after = looks;
  await sleep(100);
  expect(looks).toBe(after);
});

it("looks once for all who watch", async () => {
  let looks = 0;
  const gate = Promise.withResolvers<void>();
  using finder = new DeviceFinder(
    [
      finding(async () => {
        looks += 1;
        await gate.promise;
        return [];
      }),
    ],
    60_000,
  );
  let told = 0;
  const stops = [1, 2, 3].map(() => finder.watch(() => (told += 1)));
  gate.resolve();
  await until(() => told === 3);
  expect(looks).toBe(1);
  for (const stop of stops) stop();
});
