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

it("does not keep anybody waiting for one who stays", async () => {
  const door = new SourceDoor();
  using _stays = await door.enter("/dev/ttyUSB0");
  const knocked = performance.now();
  await door.knock("/dev/ttyUSB0");
  expect(performance.now() - knocked).toBeGreaterThan(1000);
});
