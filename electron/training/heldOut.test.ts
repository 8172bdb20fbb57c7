import { describe, expect, it } from "vitest";
import { recordedPoint, recordedRate, recordedSession, vectorOfSecond } from "../../test/makers/recordedComponent.ts";
import { nearestNeighbours } from "../micromodels/nearestNeighbours.ts";
import { componentFeatures } from "./componentFeatures.ts";
import { type HeldOut, heldOut } from "./heldOut.ts";
import type { RecordedSession } from "./trainingRequest.ts";

const sessions = [0, 1, 2, 3].map((number) => recordedSession({ number }));
const [first, second] = sessions as [RecordedSession, RecordedSession];
const vectorOf = ([samples]: readonly Float32Array[]) => vectorOfSecond(samples!);
const split = (of: readonly RecordedSession[]) => heldOut(of, vectorOf);
const learnedFrom = ({ rest }: HeldOut) => new Set(rest.flatMap(({ windows }) => windows));

describe("heldOut", () => {
  it("leaves out whole sessions: nothing held out has a neighbour in what is learned from", () => {
    const parts = split(sessions);
    expect(parts).toHaveLength(3);
    for (const { windows, excerpts, rest } of parts) {
      const session = sessions.find((each) => each.windows === windows)!;
      expect(rest).toEqual(sessions.filter((each) => each !== session));
      expect(excerpts).toHaveLength(3);
      for (const excerpt of excerpts) expect(session.excerpts).toContain(excerpt);
    }
  });

  it("cuts a session that is alone into stretches, and knows in which of them an excerpt lies", () => {
    const parts = split([first]);
    expect(parts.map(({ windows }) => windows)).toEqual([
      first.windows.slice(0, 10),
      first.windows.slice(10, 20),
      first.windows.slice(20),
    ]);
    for (const part of parts) {
      expect(part.windows.some((window) => learnedFrom(part).has(window))).toBe(false);
      expect(learnedFrom(part).size).toBe(20);
      expect(part.excerpts.length).toBeGreaterThan(0);
      for (const excerpt of part.excerpts) expect(part.windows).toContainEqual(vectorOf(excerpt));
    }
  });

  it("lets a model hear something of a way of running before it is tried on it", () => {
    const slow = { ...second, tag: { speed: 600 } };
    const parts = split([{ ...first, tag: { speed: 1500 } }, slow]);
    for (const part of parts) {
      expect(part.windows).toHaveLength(10);
      expect(learnedFrom(part).size).toBe(50);
      expect(part.rest.map(({ tag }) => tag?.speed).sort()).toEqual([1500, 600]);
    }
    expect(new Set(parts.map(({ windows }) => slow.windows.includes(windows[0]!)))).toEqual(new Set([true, false]));
  });

  it("prefers sessions of which there are recordings; without any there are windows still", () => {
    const without = sessions.map((session, n) => (n === 0 ? session : { ...session, excerpts: undefined }));
    expect(split(without)[0]!.windows).toBe(first.windows);
    expect(split([{ ...first, excerpts: [] }]).map(({ excerpts }) => excerpts)).toEqual([[], [], []]);
    expect(heldOut(sessions, () => null).every(({ excerpts }) => excerpts.length === 0)).toBe(true);
  });

  it("tells more than a split by window, which praises what has been learned by heart", async () => {
    // overlapping windows, as an evaluation has them: neighbours share most of their samples
    const overlapping = sessions.slice(0, 2).map((session) => ({
      ...session,
      windows: session.windows.flatMap((window) => [0, 1, 2].map((k) => window.map((x) => x * (1 + 1e-4 * k)))),
    }));
    const features = componentFeatures("general/1", [{ id: recordedPoint, sampleRate: recordedRate }]);
    const medianOf = async (rest: RecordedSession[], held: readonly Float32Array[]) => {
      const model = await nearestNeighbours.fit({ features, sessions: rest, overlap: 3 }, { seed: 1 });
      return held.map((window) => model.score(window)).sort((one, other) => one - other)[held.length >> 1]!;
    };
    const bySession = split(overlapping)[0]!;
    const honest = await medianOf([...bySession.rest], bySession.windows);
    const third = (inside: boolean) =>
      overlapping.map((session) => ({
        ...session,
        windows: session.windows.filter((_, n) => (n % 3 === 0) === inside),
      }));
    const leaking = await medianOf(
      third(false),
      third(true).flatMap(({ windows }) => windows),
    );
    expect(leaking).toBeLessThan(0.5 * honest);
  });
});
