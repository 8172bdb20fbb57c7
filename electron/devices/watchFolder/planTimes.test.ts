import { expect, it } from "vitest";
import { inOrder, planTimes } from "./planTimes.ts";

const minute = 60_000;

it("a recording ends when its file was written, unless it says when it began", () => {
  expect(planTimes([{ modified: 100 * minute, length: minute }], undefined)).toEqual([99 * minute]);
  expect(planTimes([{ modified: 100 * minute, length: minute, startTime: 5 * minute }], undefined)).toEqual([
    5 * minute,
  ]);
});

it("recordings that were copied in one moment stand one after another and end then", () => {
  const copied = { modified: 100 * minute, length: minute };
  expect(planTimes([copied, copied, copied], undefined)).toEqual([97 * minute, 98 * minute, 99 * minute]);
});

it("time does not run twice: what was analysed pushes those without a time of their own on", () => {
  const copied = { modified: 100 * minute, length: minute };
  expect(planTimes([copied, copied], 99.5 * minute)).toEqual([99.5 * minute, 100.5 * minute]);
});

it("a time of its own is kept, moved by seconds at most, or the recording is not taken", () => {
  const at = (startTime: number) => ({ modified: 0, length: minute, startTime });
  expect(planTimes([at(minute), at(2 * minute - 1000), at(4 * minute)], undefined)).toEqual([
    minute,
    2 * minute,
    4 * minute,
  ]);
  expect(planTimes([at(minute), at(1.5 * minute), at(2 * minute)], undefined)).toEqual([minute, undefined, 2 * minute]);
  expect(planTimes([at(minute)], 10 * minute)).toEqual([undefined]);
});

it("orders by the end, then by the name as people count", () => {
  const file = (name: string, modified: number, startTime?: number) => ({ name, modified, length: minute, startTime });
  const files = [file("b10", 5), file("b9", 5), file("a", 7), file("z", 99, 1 - minute)];
  expect(inOrder(files).map(({ name }) => name)).toEqual(["z", "b9", "b10", "a"]);
});
