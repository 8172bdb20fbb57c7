import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { SourceDoor } from "./sourceDoor.ts";

it("lets the next one in when the one before has left, and others at once", async () => {
  const door = new SourceDoor();
  const first = await door.enter("/dev/ttyUSB0");
  const order: string[] = [];
  const second = door.enter("/dev/ttyUSB0").then((entered) => {
    order.push("second");
    return entered;
  });
  using _elsewhere = await door.enter("/dev/ttyUSB1");
  await sleep(20);
  order.push("first leaves");
  first[Symbol.dispose]();
  using _second = await second;
  expect(order).toEqual(["first leaves", "second"]);
});

it("lets those who wait for the same one in one by one", async () => {
  const door = new SourceDoor();
  const first = await door.enter("/dev/ttyUSB0");
  let inside = 0;
  let most = 0;
  const visits = [1, 2, 3].map(async () => {
    using _ = await door.enter("/dev/ttyUSB0");
    most = Math.max(most, ++inside);
    await sleep(20);
    inside -= 1;
  });
  await sleep(10);
  first[Symbol.dispose]();
  await Promise.all(visits);
  expect(most).toBe(1);
});

it("does not keep anybody waiting for one who stays", async () => {
  const door = new SourceDoor();
  using _stays = await door.enter("/dev/ttyUSB0");
  const knocked = performance.now();
  using _other = await door.enter("/dev/ttyUSB0");
  expect(performance.now() - knocked).toBeGreaterThan(1000);
});
