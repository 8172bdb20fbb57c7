import { expect, it } from "vitest";
import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";
import { channelRanges, groupFindings } from "./findingGroups.ts";

const finding = (more: Partial<SensorFinding>): SensorFinding => ({
  kind: "dead",
  deviceId: "box",
  since: 0,
  weight: "trouble",
  facts: {},
  ...more,
});
const channelsOf = (findings: readonly SensorFinding[]) => groupFindings(findings).map(({ channels }) => channels);

it("says once that channels deliver the same samples, in whatever order and direction it was found", () => {
  const twin = (channel: number, other: number) =>
    finding({ kind: "same as another", weight: "hint", channel, facts: { other } });
  expect(channelsOf([twin(0, 1), twin(1, 0)])).toEqual([[0, 1]]);
  expect(channelsOf([twin(0, 1), twin(1, 0), twin(2, 0), twin(5, 6), twin(6, 5)])).toEqual([
    [0, 1, 2],
    [5, 6],
  ]);
  // A channel may join two groups that were apart until then.
  expect(channelsOf([twin(0, 1), twin(2, 3), twin(3, 1)])).toEqual([[0, 1, 2, 3]]);
});

it("tells many nameless channels together, a few of them and those of points one by one", () => {
  const dead = [3, 1, 2].map((channel) => finding({ channel }));
  expect(channelsOf(dead)).toEqual([[1, 2, 3]]);
  expect(channelsOf(dead.slice(1))).toEqual([[1], [2]]);
  expect(channelsOf([...dead, finding({ channel: 0, pointId: "p" })])).toEqual([[1, 2, 3], [0]]);
  expect(channelsOf([...dead, finding({ channel: 0, deviceId: "other" })])).toEqual([[1, 2, 3], [0]]);
  expect(channelsOf([finding({ kind: "rate changed" })])).toEqual([[]]);
});

it("keeps only the facts that hold for all of them, and begins with what cannot be trusted", () => {
  const clips = [0.1, 0.2, 0.1].map((share, channel) =>
    finding({ kind: "clipping", weight: "hint", channel, facts: { share, unit: "FS" } }),
  );
  const [first, second] = groupFindings([...clips, finding({ channel: 7 })]);
  expect(first?.finding.kind).toBe("dead");
  expect(second?.finding.facts).toEqual({ unit: "FS" });
});

it("writes channels as people count them", () => {
  expect(channelRanges([0, 1, 2, 4, 8, 9])).toBe("1–3, 5, 9–10");
});
