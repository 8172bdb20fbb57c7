import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { SilenceTimer } from "./silenceTimer.ts";

const holdUp = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

it("tells of silence once, and not after something was heard, nor when it is disposed of", async () => {
  let told = 0;
  {
    using timer = new SilenceTimer(60, () => (told += 1));
    await sleep(30);
    timer.expect(60);
    await sleep(45);
    expect(told).toBe(0);
    await sleep(200);
    expect(told).toBe(1);
    timer.expect(20);
  }
  await sleep(60);
  expect(told).toBe(1);
});

it("reads what another process has sent before it calls it silent, however late", async () => {
  const code = "setInterval(() => process.send('still here'), 20)";
  const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  try {
    await once(child, "message");
    let told = 0;
    using timer = new SilenceTimer(200, () => (told += 1));
    child.on("message", () => timer.expect(200));
    for (let round = 0; round < 3; round++) {
      holdUp(600);
      await sleep(60);
    }
    expect(told).toBe(0);
    // Truly silent, and held up as well: told when there was time to read.
    child.kill("SIGKILL");
    await once(child, "close");
    holdUp(600);
    await sleep(1000);
    expect(told).toBe(1);
  } finally {
    child.kill("SIGKILL");
  }
});
