import { describe, expect, it } from "vitest";
import {
  recordedPoint,
  recordedRate,
  recordedSecond,
  recordedSession,
  requestOf,
} from "../../test/makers/recordedComponent.ts";
import type { Point } from "../domain/plant.ts";
import { generalRecipe } from "../features/generalRecipe.ts";
import { vibrationRecipe } from "../features/vibrationRecipe.ts";
import { trainMicromodel } from "../training/trainMicromodel.ts";
import type { FromAnalysis, WindowResult } from "./analysisMessages.ts";
import { Analyst } from "./analyst.ts";
import { unpackWindow } from "./packWindow.ts";

const sessions = [0, 1, 2].map((number) => recordedSession({ number }));
const special = await trainMicromodel(
  requestOf(sessions, { componentId: "special", wantedRecipe: vibrationRecipe.id }),
);
const usual = await trainMicromodel(requestOf(sessions, { componentId: "special" }));

const pointOf = (componentId: string, id: string, channel: number): Point => ({
  id,
  componentId,
  name: "Point",
  quantity: "acceleration",
  unit: "g",
  sensitivity: 0.5,
  mounting: "screw",
  direction: "radial",
  deviceId: "rig",
  channel,
  sampleRate: recordedRate,
});

/** One component with a point, and with a second one when asked for. */
function openAnalyst(more: readonly Point[] = []) {
  const messages: FromAnalysis[] = [];
  const transferred: ArrayBuffer[] = [];
  const analyst = new Analyst((message, transfer) => {
    messages.push(message);
    transferred.push(...transfer);
  });
  const points = [pointOf("special", recordedPoint, 0), ...more];
  analyst.take({ type: "plan", plan: { points } });
  let heard = 0;
  const play = (seconds: number, damage = 0): WindowResult[] => {
    const from = messages.length;
    for (let n = 0; n < seconds; n++, heard++) {
      const samples = () => recordedSecond(60_000 + heard, { damage }).map((value) => value * 0.5);
      const part = { deviceId: "rig", time: heard * 1000, sampleRate: recordedRate, lostBefore: 0, channels: [0, 1] };
      analyst.take({ type: "block", part: { ...part, samples: [samples(), samples()] } });
    }
    return messages.slice(from).flatMap((each) => (each.type === "window" ? [unpackWindow(each.window)] : []));
  };
  const serve = (artifact: Uint8Array | null) => analyst.take({ type: "model", componentId: "special", artifact });
  return { play, serve, messages, transferred };
}

describe("a component whose model is of another recipe", () => {
  it("is judged by that recipe, beside the values that all components get", () => {
    const { play, serve, transferred } = openAnalyst();
    expect(play(1)[0]!.special).toBeUndefined();
    serve(special.artifact);
    const healthy = play(6);
    for (const [n, window] of healthy.entries()) {
      const samples = recordedSecond(60_001 + n).map((value) => value * 0.5 * 2);
      expect(window.recipe).toBe(generalRecipe.id);
      expect(window.values).toEqual(generalRecipe.prepare(recordedRate).compute(samples));
      expect(window.special).toEqual({
        recipe: vibrationRecipe.id,
        values: vibrationRecipe.prepare(recordedRate).compute(samples),
      });
      expect(window.score!.value).toBeLessThan(window.score!.threshold);
      expect(transferred).toContain(window.special!.values!.buffer);
    }
    for (const { score } of play(3, 3)) expect(score!.value).toBeGreaterThan(score!.threshold);
  });

  it("costs nothing more as soon as a model of the usual recipe serves, or none", () => {
    const { play, serve } = openAnalyst();
    serve(special.artifact);
    expect(play(1)[0]!.special?.recipe).toBe(vibrationRecipe.id);
    serve(usual.artifact);
    const [window] = play(1);
    expect(window!.special).toBeUndefined();
    expect(window!.score?.threshold).toBe(usual.header.threshold);
    serve(special.artifact);
    play(1);
    serve(null);
    expect(play(1)[0]).not.toHaveProperty("special");
  });

  it("is refused once its sensors changed", () => {
    const { play, serve, messages } = openAnalyst([pointOf("special", "another", 1)]);
    serve(special.artifact);
    expect(play(1)[0]!.score).toBeUndefined();
    expect(messages).toContainEqual(expect.objectContaining({ type: "modelRefused", componentId: "special" }));
    expect(play(1)[0]!.special).toBeUndefined();
  });
});
