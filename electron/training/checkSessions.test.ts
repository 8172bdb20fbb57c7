import { describe, expect, it } from "vitest";
import { recordedSession, requestOf } from "../../test/makers/recordedComponent.ts";
import { checkSessions } from "./checkSessions.ts";
import { componentFeatures } from "./componentFeatures.ts";
import type { RecordedSession } from "./trainingRequest.ts";

const [first, second, third, fourth] = [0, 1, 2, 3].map((number) => recordedSession({ number }));
const faulty = recordedSession({ number: 9, damage: 2 });

async function leftOutOf(sessions: readonly RecordedSession[]) {
  const request = requestOf(sessions);
  const { set, leftOut } = await checkSessions(request, componentFeatures(request.recipe, request.points));
  expect(set.sessions).toEqual(sessions.filter((session) => !leftOut.has(session)));
  return sessions.map((session) => leftOut.get(session) ?? "learned");
}

describe("checkSessions", () => {
  it("learns from healthy sessions of different days", async () => {
    expect(await leftOutOf([first!, second!, third!])).toEqual(["learned", "learned", "learned"]);
  });

  it("leaves out a session that is too short, as long as there is another", async () => {
    const short = { ...second!, windows: second!.windows.slice(0, 4) };
    expect(await leftOutOf([short, first!])).toEqual(["too short", "learned"]);
  });

  it.each([
    ["the same file", (windows: readonly Float32Array[]) => windows],
    ["a part of it", (windows: readonly Float32Array[]) => windows.slice(7, 20)],
    ["a later start and another end", (windows: readonly Float32Array[]) => [...windows.slice(12), ...second!.windows]],
    [
      "the rounding of another computer",
      (windows: readonly Float32Array[]) => windows.map((w) => w.map((x) => x * (1 + 1e-7))),
    ],
  ])("learns from a recording once: %s", async (_, change) => {
    const again = { ...first!, from: 5e8, to: 5e8 + 1e4, windows: change(first!.windows) };
    expect(await leftOutOf([first!, third!, again])).toEqual(["learned", "learned", "same recording"]);
  });

  it("finds a faulty session among healthy ones, wherever it stands", async () => {
    const healthy = [first!, second!, third!];
    for (const at of [0, 1, 3]) {
      const all = healthy.toSpliced(at, 0, faulty);
      expect(await leftOutOf(all)).toEqual(
        all.map((session) => (session === faulty ? "unlike the others" : "learned")),
      );
    }
  });

  it("does not judge two sessions by each other: either may be the faulty one", async () => {
    expect(await leftOutOf([first!, faulty])).toEqual(["learned", "learned"]);
  });

  it("takes two ways of running with two sessions each for what they are", async () => {
    const fast = [5, 6].map((number) => recordedSession({ number, damage: 2 }));
    expect(await leftOutOf([first!, second!, ...fast])).toEqual(new Array(4).fill("learned"));
  });

  it("does not call a session strange that is tagged with another speed", async () => {
    const tagged = [first!, second!, third!].map((session) => ({ ...session, tag: { speed: 1500 } }));
    expect(await leftOutOf([...tagged, { ...faulty, tag: { speed: 3000 } }])).toEqual(new Array(4).fill("learned"));
    expect((await leftOutOf([...tagged, { ...faulty, tag: { speed: 1500 } }])).at(-1)).toBe("unlike the others");
  });

  it("says what is missing and what to do about it", async () => {
    const few = { ...first!, windows: first!.windows.slice(0, 5) };
    await expect(leftOutOf([few])).rejects.toMatchObject({
      code: "TOO_LITTLE_DATA",
      details: { found: 5, missing: 10 },
    });
    // a second half-session that is the same recording does not make up for it
    const half = { ...first!, windows: first!.windows.slice(0, 10) };
    await expect(leftOutOf([half, { ...half, from: 1 }])).rejects.toMatchObject({ code: "TOO_LITTLE_DATA" });
    const constant = { ...first!, windows: new Array(30).fill(first!.windows[0]) };
    await expect(leftOutOf([constant])).rejects.toThrow(/constant or repeats itself.*Check/);
    const broken = { ...fourth!, windows: fourth!.windows.with(3, fourth!.windows[3]!.with(8, Number.NaN)) };
    await expect(leftOutOf([first!, broken])).rejects.toMatchObject({ code: "BAD_SAMPLES" });
  });
});
