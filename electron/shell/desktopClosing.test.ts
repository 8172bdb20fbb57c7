import { describe, expect, it } from "vitest";
import { closeWithin } from "./desktopClosing.ts";

const closing = (close: () => Promise<void>): AsyncDisposable => ({ [Symbol.asyncDispose]: close });

describe("closing the desktop", () => {
  it("waits until everything is closed", async () => {
    const order: string[] = [];
    const outcome = await closeWithin(
      closing(async () => {
        await new Promise(setImmediate);
        order.push("store closed");
      }),
      60_000,
    );
    expect(outcome).toBe("closed");
    expect(order).toEqual(["store closed"]);
  });

  it("does not wait for ever", async () => {
    expect(
      await closeWithin(
        closing(() => new Promise(() => undefined)),
        10,
      ),
    ).toBe("late");
  });

  it("ends also when closing fails, and says with what", async () => {
    const reason = new Error("the disk is full");
    expect(
      await closeWithin(
        closing(() => Promise.reject(reason)),
        60_000,
      ),
    ).toEqual({ failed: reason });
  });
});
