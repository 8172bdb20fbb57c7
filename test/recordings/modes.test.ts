import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MachineSimulator } from "../../electron/devices/simulatedPlant/machineSimulator.ts";
import { type MachineModel, machineModels } from "../../electron/devices/simulatedPlant/machines.ts";
import type { OperatingTag } from "../../electron/domain/operatingTag.ts";
import { displaySpectrum } from "../../electron/features/displaySpectrum.ts";
import { healthySpectrum } from "../../electron/features/healthySpectrum.ts";
import { defaultRecipe } from "../../electron/features/recipes.ts";
import { WindowCutter } from "../../electron/features/windowCutter.ts";
import { openArtifact } from "../../electron/micromodels/artifact.ts";
import { Judge, type Judgement, type Observation } from "../../electron/micromodels/judge.ts";
import { trainMicromodel } from "../../electron/training/trainMicromodel.ts";
import { readRecording } from "../makers/readRecording.ts";
import { isSharedMissing, sharedFolder } from "../makers/sharedFolder.ts";

/** Windows of a second of all points, as the analysis makes them. */
function observe(signals: readonly Float32Array[], sampleRate: number, hop: number, tag?: OperatingTag): Observation[] {
  const run = defaultRecipe.prepare(sampleRate);
  const cut = signals.map((signal) => new WindowCutter(sampleRate, Math.round(hop * sampleRate)).push(signal));
  return cut[0]!.map((_, index) => {
    const windows = cut.map((each) => each[index]!);
    return {
      values: Float32Array.from(windows.flatMap((window) => [...run.compute(window)!])),
      spectra: windows.map((window, p) => ({ pointId: `p${p}`, spectrum: displaySpectrum(window, sampleRate) })),
      tag,
    };
  });
}

async function learn(sessions: readonly (readonly Observation[])[], sampleRate: number, overlap: number) {
  const ids = sessions[0]![0]!.spectra.map(({ pointId }) => pointId);
  const { artifact } = await trainMicromodel({
    componentId: "c",
    version: 1,
    recipe: defaultRecipe.id,
    points: ids.map((id) => ({ id, sampleRate })),
    // the recordings tell no time: a day between sessions
    sessions: sessions.map((windows, day) => ({
      from: day * 86_400_000,
      to: day * 86_400_000 + windows.length * 1000,
      windows: windows.map(({ values }) => values),
      tag: windows[0]!.tag,
      spectra: Object.fromEntries(
        ids.map((id, p) => [id, healthySpectrum(windows.map(({ spectra }) => spectra[p]!.spectrum))]),
      ),
    })),
    overlap,
    healthy: {},
    seed: 1,
    trainedAt: 0,
    trainedBy: "test",
  });
  const opened = openArtifact(artifact);
  return (windows: readonly Observation[]): Judgement[] => {
    const judge = new Judge(opened);
    return windows.map((window) => judge.judge(window));
  };
}

/** Three windows in a row that are judged and above the threshold. */
function alarms(judgements: readonly Judgement[]): boolean {
  let above = 0;
  return judgements.some(({ value, threshold, notJudged }) => {
    above = notJudged === undefined && value > threshold ? above + 1 : 0;
    return above === 3;
  });
}

const said = (judgements: readonly Judgement[]) => [...new Set(judgements.map(({ notJudged }) => notJudged))];

describe.skipIf(isSharedMissing())("a compressor heard in three states", () => {
  const hop = 0.25;
  const sampleRate = 48_000;
  const clips = (state: "off" | "rest" | "run", tag?: OperatingTag): Observation[][] => {
    const folder = join(sharedFolder(), "data/compressor");
    const names = readdirSync(folder).filter((name) => name.startsWith(`${state}_`));
    expect(names).toHaveLength(10);
    return names.toSorted().map((name) => {
      const recording = readRecording(join(folder, name), 1);
      expect(recording.sampleRate).toBe(sampleRate);
      return observe(recording.channels, sampleRate, hop, tag);
    });
  };
  /** Five clips learned in one go; the other five are judged. */
  const learnFrom = (state: "rest" | "run", tag?: OperatingTag) =>
    learn([clips(state, tag).slice(0, 5).flat()], sampleRate, 1 / hop);

  it.each(["rest", "run"] as const)(
    "reads 'machine off' when it is off, having learned it at %s",
    async (learned) => {
      const judge = await learnFrom(learned);
      for (const clip of clips("off")) expect(said(judge(clip))).toEqual(["machine off"]);
      for (const clip of clips(learned).slice(5)) expect(said(judge(clip))).toEqual([undefined]);
    },
    60_000,
  );

  it("reads 'new operating mode' when it runs loaded, having learned it idle, and the other way round", async () => {
    const idle = await learnFrom("rest");
    for (const clip of clips("run")) expect(said(idle(clip))).toEqual(["new operating mode"]);
    const loaded = await learnFrom("run");
    for (const clip of clips("rest")) expect(said(loaded(clip))).toEqual(["new operating mode"]);
  }, 60_000);

  it("judges both once it has learned both, and names them", async () => {
    const judge = await learn([clips("rest").slice(0, 5).flat(), clips("run").slice(0, 5).flat()], sampleRate, 1 / hop);
    const modes = (["rest", "run"] as const).map((state) => {
      const judgements = clips(state).slice(5).flatMap(judge);
      expect(said(judgements)).toEqual([undefined]);
      return [...new Set(judgements.map(({ mode }) => mode))];
    });
    expect(modes).toEqual([["as learned"], [expect.stringMatching(/^as learned, \d+ dB louder$/)]]);
  }, 60_000);

  it("believes a tag of another state, but not that it runs while it is silent", async () => {
    const judge = await learnFrom("rest", { state: "idle" });
    const tagged = (state: "off" | "rest" | "run", tag: OperatingTag) => clips(state, tag).slice(5).flatMap(judge);
    expect(alarms(tagged("run", { state: "loaded" }))).toBe(false);
    expect(alarms(tagged("rest", { state: "loaded" }))).toBe(false);
    expect(said(tagged("off", { state: "idle" }))).toEqual(["machine off"]);
  }, 60_000);
});

/** The same machine at a standstill: the sensors and the hall are still there. */
function stopped(machine: MachineModel): MachineModel {
  const components = machine.components.map((component) => ({ ...component, lines: [], roughness: 0 }));
  return { ...machine, components };
}

describe.each(machineModels.map((machine) => [machine.name, machine] as const))(
  "%s of the demo plant",
  (_, machine) => {
    it("never alarms when it is stopped, and is judged again when it runs", async () => {
      const { sampleRate, components } = machine;
      const well = () => 0;
      const running = new MachineSimulator(machine, 1);
      const standing = new MachineSimulator(stopped(machine), 1);
      const learned = running.next(30 * sampleRate, well);
      const silence = standing.next(6 * sampleRate, well);
      const again = running.next(6 * sampleRate, well);
      let first = 0;
      for (const { id, channels } of components) {
        const own = (signals: readonly Float32Array[]) =>
          observe(signals.slice(first, first + channels.length), sampleRate, 1);
        const judge = await learn([own(learned)], sampleRate, 1);
        expect(alarms(judge(own(silence))), id).toBe(false);
        expect(said(judge(own(silence))), id).not.toContain(undefined);
        expect(said(judge(own(again))), id).toEqual([undefined]);
        first += channels.length;
      }
    }, 60_000);
  },
);
