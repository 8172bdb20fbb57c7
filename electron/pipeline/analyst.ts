import { asFault } from "../domain/fault.ts";
import type { ComponentId, Point, PointId } from "../domain/plant.ts";
import { blockEnd, blockLength, type SampleBlock } from "../domain/sampleBlock.ts";
import { defaultRecipe } from "../features/recipes.ts";
import { type OpenedArtifact, openArtifact } from "../micromodels/artifact.ts";
import type { AnalysisPlan, FromAnalysis, ToAnalysis, WindowResult } from "./analysisMessages.ts";
import { ComponentJoin } from "./componentJoin.ts";
import { LivePictures } from "./livePictures.ts";
import { PointAnalysis } from "./pointAnalysis.ts";

type Emit = (message: FromAnalysis, transfer: ArrayBuffer[]) => void;

/** Frames ▸ features ▸ scores for all points of its plan. Runs in a worker; knows nothing of threads itself. */
export class Analyst {
  readonly #emit: Emit;
  #points: readonly Point[] = [];
  readonly #analyses = new Map<PointId, PointAnalysis>();
  readonly #joins = new Map<ComponentId, ComponentJoin>();
  readonly #models = new Map<ComponentId, OpenedArtifact>();
  readonly #watched = new Map<PointId, LivePictures | null>();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  take(message: ToAnalysis): void {
    if (message.type === "plan") this.#plan(message.plan);
    else if (message.type === "model") this.#setModel(message.componentId, message.artifact);
    else if (message.type === "watch") this.#watch(message.pointId, message.on);
    else this.#analyse(message.block);
  }

  /** Points that did not change keep their half-filled windows: adding a sensor disturbs no other. */
  #plan(plan: AnalysisPlan): void {
    const before = new Map(this.#points.map((point) => [point.id, JSON.stringify(point)]));
    this.#points = plan.points;
    for (const [id, text] of before) {
      const now = plan.points.find((point) => point.id === id);
      if (now === undefined || JSON.stringify(now) !== text) this.#analyses.delete(id);
    }
    const members = new Map<ComponentId, PointId[]>();
    for (const point of plan.points)
      members.set(point.componentId, [...(members.get(point.componentId) ?? []), point.id]);
    for (const id of this.#joins.keys()) if (!members.has(id)) this.#joins.delete(id);
    for (const [componentId, pointIds] of members) {
      if (this.#joins.get(componentId)?.pointIds.join() !== pointIds.join()) {
        this.#joins.set(componentId, new ComponentJoin(componentId, pointIds));
      }
    }
  }

  #setModel(componentId: ComponentId, artifact: Uint8Array | null): void {
    this.#models.delete(componentId);
    if (artifact === null) return;
    try {
      this.#models.set(componentId, openArtifact(artifact));
    } catch (thrown) {
      this.#emit({ type: "modelRefused", componentId, message: asFault(thrown, "BAD_ARTIFACT").message }, []);
    }
  }

  #watch(pointId: PointId, on: boolean): void {
    if (on) this.#watched.set(pointId, null);
    else this.#watched.delete(pointId);
  }

  #analyse(block: SampleBlock): void {
    for (const point of this.#points) {
      if (point.deviceId !== block.deviceId) continue;
      const samples = block.channels[point.channel];
      if (samples === undefined) continue;
      for (const window of this.#analysisOf(point, block).push(samples, block.time, block.lostBefore)) {
        const joined = this.#joins.get(point.componentId)?.add(point.id, window, defaultRecipe.id);
        if (joined !== undefined) this.#report(joined);
      }
      this.#draw(point, samples, block);
    }
    this.#emit({ type: "finished", deviceId: block.deviceId, samples: blockLength(block) }, []);
  }

  #analysisOf(point: Point, block: SampleBlock): PointAnalysis {
    let analysis = this.#analyses.get(point.id);
    if (analysis === undefined || analysis.sampleRate !== block.sampleRate) {
      analysis = new PointAnalysis(point, defaultRecipe, block.sampleRate);
      this.#analyses.set(point.id, analysis);
    }
    return analysis;
  }

  #report(window: WindowResult): void {
    const transfer = window.values === null ? [] : [window.values.buffer];
    this.#emit({ type: "window", window: { ...window, score: this.#score(window) } }, transfer);
  }

  #score(window: WindowResult): WindowResult["score"] {
    const opened = this.#models.get(window.componentId);
    if (opened === undefined || window.values === null) return undefined;
    const { header, model } = opened;
    const pointIds = this.#joins.get(window.componentId)?.pointIds ?? [];
    const rates = pointIds.map((id) => this.#analyses.get(id)?.sampleRate);
    // A sensor was added, removed or set to another rate since the model learned: its features mean something else now.
    if (
      header.recipe !== window.recipe ||
      `${header.pointIds}` !== `${pointIds}` ||
      `${header.sampleRates}` !== `${rates}`
    ) {
      this.#models.delete(window.componentId);
      const message = "The sensors of this component changed since it learned. Let it learn again.";
      this.#emit({ type: "modelRefused", componentId: window.componentId, message }, []);
      return undefined;
    }
    return { value: model.score(window.values), threshold: header.threshold, modelVersion: header.version };
  }

  #draw(point: Point, samples: Float32Array, block: SampleBlock): void {
    if (!this.#watched.has(point.id)) return;
    let pictures = this.#watched.get(point.id);
    if (!pictures) {
      pictures = new LivePictures(point.id, block.sampleRate);
      this.#watched.set(point.id, pictures);
    }
    const picture = pictures.push(
      samples.map((sample) => sample / point.sensitivity),
      blockEnd(block),
    );
    if (picture !== undefined) this.#emit({ type: "live", picture }, []);
  }
}
