import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Changes } from "./changes.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

it("tells at once after a change, once for many, and once a second in any case", () => {
  using changes = new Changes(() => {});
  const heard = vi.fn();
  changes.listen(heard);
  vi.advanceTimersByTime(1000);
  expect(heard).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(500);
  for (let i = 0; i < 50; i++) changes.bump("alerts");
  vi.advanceTimersByTime(1);
  expect(heard).toHaveBeenCalledTimes(2);
  expect(changes.revisions).toEqual({ alerts: 50, plant: 0, models: 0, recordings: 0 });
  vi.advanceTimersByTime(1000);
  expect(heard).toHaveBeenCalledTimes(3);
});

it("never tells more than ten times a second, however often something changes", () => {
  using changes = new Changes(() => {});
  const heard = vi.fn();
  changes.listen(heard);
  for (let millisecond = 0; millisecond < 1000; millisecond++) {
    changes.touch();
    vi.advanceTimersByTime(1);
  }
  expect(heard.mock.calls.length).toBeGreaterThanOrEqual(9);
  expect(heard.mock.calls.length).toBeLessThanOrEqual(11);
});

it("is quiet once nobody listens, and after it was closed", () => {
  const changes = new Changes(() => {});
  const heard = vi.fn();
  changes.listen(heard)();
  changes.touch();
  vi.advanceTimersByTime(5000);
  expect(heard).not.toHaveBeenCalled();
  changes.listen(heard);
  changes[Symbol.dispose]();
  changes.touch();
  vi.advanceTimersByTime(5000);
  expect(heard).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

it("goes on telling when a listener fails, and says so", () => {
  const trouble = vi.fn();
  using changes = new Changes(trouble);
  const broken = new Error("no such folder");
  changes.listen(() => {
    throw broken;
  });
  const heard = vi.fn();
  changes.listen(heard);
  vi.advanceTimersByTime(2000);
  expect(heard).toHaveBeenCalledTimes(2);
  expect(trouble.mock.calls).toEqual([[broken], [broken]]);
});
