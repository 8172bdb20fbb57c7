import { describe, expect, it } from "vitest";
import { Fault } from "../../domain/fault.ts";
import { checkTrainingSet } from "../../micromodels/checkTrainingSet.ts";
import { checkSessions } from "../../training/checkSessions.ts";
import type { TrainingRequest } from "../../training/trainingRequest.ts";
import { failedBy, machineOff, noPoint, noSignal, stationOff } from "./runFailure.ts";

const features = [{ pointId: "p", name: "rms", group: "level" as const, levelDependent: true }];
const windows = (count: number, value = (index: number) => index) =>
  Array.from({ length: count }, (_, index) => Float32Array.of(value(index)));

/** What the checks before a training throw. */
async function thrownBy(check: () => unknown): Promise<Fault> {
  try {
    await check();
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  throw new Error("it threw nothing");
}

describe("why learning failed", () => {
  it("is said with the time it waited, as facts and as a sentence", () => {
    expect(noSignal(60_000)).toEqual({
      failure: { reason: "no signal", duration: 60_000 },
      message: expect.stringContaining("No signal came for 60 s."),
    });
    expect(noSignal(60_000, ["Folder"])).toEqual({
      failure: { reason: "no signal", duration: 60_000, points: ["Folder"] },
      message: expect.stringContaining("Nothing came from Folder for 60 s, while its other points were heard."),
    });
    expect(machineOff(900_000)).toEqual({
      failure: { reason: "machine off", duration: 900_000 },
      message: expect.stringContaining("15 minutes"),
    });
    expect(stationOff(7_200_000).failure).toEqual({ reason: "station off", duration: 7_200_000 });
    expect(noPoint.failure).toEqual({ reason: "no point" });
  });

  it("is said with the numbers that the checks of a training found", async () => {
    const set = { features, sessions: [{ from: 0, to: 7000, windows: windows(7) }], overlap: 1 };
    const tooLittle = await thrownBy(() => checkTrainingSet(set, 15));
    expect(failedBy(tooLittle)).toEqual({
      failure: { reason: "too little", found: 7, needed: 15 },
      message: tooLittle.message,
    });
    const constant = { ...set, sessions: [{ from: 0, to: 20_000, windows: windows(20, () => 1) }] };
    expect(failedBy(await thrownBy(() => checkTrainingSet(constant, 15))).failure).toEqual({ reason: "unusable" });
    const request = { sessions: set.sessions, unusable: 40, seed: 1 } as unknown as TrainingRequest;
    expect(failedBy(await thrownBy(() => checkSessions(request, features))).failure).toEqual({
      reason: "silent or broken",
      unusable: 40,
      all: 47,
    });
  });

  it("is the fault's code for everything else", () => {
    expect(failedBy(new Fault("TOO_LITTLE_DATA", "No session fits.")).failure).toEqual({ reason: "no session" });
    expect(failedBy(new Fault("STORE_FAILED", "The disk is full.")).failure).toEqual({
      reason: "fault",
      code: "STORE_FAILED",
    });
  });
});
