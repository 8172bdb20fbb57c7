import { asFault } from "../domain/fault.ts";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { ComponentId, DeviceId, PointId } from "../domain/plant.ts";
import { type Hertz, millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import type { Recipe } from "../features/recipe.ts";
import { defaultRecipe, recipeOf } from "../features/recipes.ts";
import { valueRecipe } from "../features/valueRecipe.ts";
import { openArtifact } from "../micromodels/artifact.ts";
import type { ArtifactHeader } from "../micromodels/artifactHeader.ts";
import { Judge } from "../micromodels/judge.ts";
import type {
  AnalysisPlan,
  BlockPart,
  FromAnalysis,
  PlannedPoint,
  ToAnalysis,
  WindowResult,
} from "./analysisMessages.ts";
import { ComponentJoin } from "./componentJoin.ts";
import { isExcerpt } from "./excerpts.ts";
import { LivePictures } from "./livePictures.ts";
import { packWindow } from "./packWindow.ts";
import { PointAnalysis } from "./pointAnalysis.ts";
import { ValueAnalysis } from "./valueAnalysis.ts";
import { ValuePictures } from "./valuePictures.ts";

/** A model in service. */
interface Serving {
  readonly header: ArtifactHeader;
  readonly judge: Judge;
  /** What its windows are computed by besides; undefined when it judges what all components get. */
  readonly special: Recipe | undefined;
  /** When the next window begins if nothing is missing between. */
  next: UtcMilliseconds;
}

type Emit = (message: FromAnalysis, transfer: ArrayBuffer[]) => void;

/** Frames ▸ features ▸ scores for all points of its plan. Runs in a worker; knows nothing of threads itself. */
export class Analyst {
  readonly #emit: Emit;
  #points: readonly PlannedPoint[] = [];
  #ofDevice: ReadonlyMap<DeviceId, readonly PlannedPoint[]> = new Map();
  readonly #analyses = new Map<PointId, PointAnalysis | ValueAnalysis>();
  /** Points whose sample rate no recipe can serve, with that rate. */
  readonly #unservable = new Map<PointId, Hertz>();
  readonly #joins = new Map<ComponentId, ComponentJoin>();
  readonly #models = new Map<ComponentId, Serving>();
  readonly #tags = new Map<ComponentId, OperatingTag>();
  /** Components whose samples are wanted, with the windows they had since. */
  readonly #excerpted = new Map<ComponentId, number>();
  readonly #watched = new Map<PointId, LivePictures | ValuePictures | null>();
  /** Points that deliver values. */
  #values: ReadonlySet<PointId> = new Set();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  take(message: ToAnalysis): void {
    if (message.type === "plan") this.#plan(message.plan);
    else if (message.type === "model") this.#setModel(message.componentId, message.artifact);
    else if (message.type === "watch") this.#watch(message.pointId, message.on);
    else if (message.type === "tag") this.#setTag(message.componentId, message.tag);
    else if (message.type === "excerpts") this.#collect(message.componentId, message.on);
    else this.#analyse(message.part);
  }

  /** Points that did not change keep their half-filled windows: adding a sensor disturbs no other. */
  #plan(plan: AnalysisPlan): void {
    const before = new Map(this.#points.map((point) => [point.id, measuredBy(point)]));
    this.#points = plan.points;
    this.#ofDevice = Map.groupBy(plan.points, (point) => point.deviceId);
    this.#values = new Set(plan.points.filter(isValue).map(({ id }) => id));
    this.#unservable.clear();
    for (const [id, text] of before) {
      const now = plan.points.find((point) => point.id === id);
      if (now !== undefined && measuredBy(now) === text) continue;
      this.#analyses.delete(id);
      // what it says from now on may be of another nature
      if (now !== undefined && this.#watched.has(id)) this.#watched.set(id, null);
    }
    const members = new Map<ComponentId, PointId[]>();
    for (const point of plan.points)
      members.set(point.componentId, [...(members.get(point.componentId) ?? []), point.id]);
    for (const id of this.#joins.keys()) if (!members.has(id)) this.#joins.delete(id);
    for (const [componentId, pointIds] of members) {
      if (!this.#joins.get(componentId)?.isOf(pointIds, this.#values)) {
        this.#joins.set(componentId, new ComponentJoin(componentId, pointIds, this.#values));
      }
    }
  }

  #setModel(componentId: ComponentId, artifact: Uint8Array | null): void {
    this.#models.delete(componentId);
    if (artifact === null) return;
    try {
      const opened = openArtifact(artifact);
      const { recipe } = opened.header;
      const isUsual = recipe === defaultRecipe.id || recipe === valueRecipe;
      this.#models.set(componentId, {
        header: opened.header,
        judge: new Judge(opened),
        special: isUsual ? undefined : recipeOf(recipe),
        next: Number.NaN,
      });
    } catch (thrown) {
      this.#emit({ type: "modelRefused", componentId, message: asFault(thrown, "BAD_ARTIFACT").message }, []);
    }
  }

  #setTag(componentId: ComponentId, tag: OperatingTag | null): void {
    if (tag === null) this.#tags.delete(componentId);
    else this.#tags.set(componentId, tag);
  }

  #collect(componentId: ComponentId, on: boolean): void {
    if (on) this.#excerpted.set(componentId, 0);
    else this.#excerpted.delete(componentId);
  }

  #watch(pointId: PointId, on: boolean): void {
    if (on) this.#watched.set(pointId, null);
    else this.#watched.delete(pointId);
  }

  #analyse(part: BlockPart): void {
    for (const point of this.#ofDevice.get(part.deviceId) ?? []) {
      const samples = part.samples[part.channels.indexOf(point.channel)];
      if (samples === undefined || this.#unservable.get(point.id) === part.sampleRate) continue;
      try {
        this.#analysePoint(point, samples, part);
      } catch (thrown) {
        // One point must not take its neighbours down with it. It is tried again from the next window on.
        this.#analyses.get(point.id)?.reset();
        this.#fail(point, thrown);
      }
      this.#draw(point, samples, part);
    }
    // Nobody else holds these samples. Given back at once, they do not pile up until the engine next looks for garbage.
    for (const samples of part.samples) samples.buffer.transfer(0);
    this.#emit({ type: "finished", deviceId: part.deviceId }, []);
  }

  #analysePoint(point: PlannedPoint, samples: Float32Array, part: BlockPart): void {
    const analysis = this.#analysisOf(point, part.sampleRate);
    if (analysis === undefined) return;
    analysis.keepsSamples = this.#excerpted.has(point.componentId);
    analysis.alsoBy(this.#models.get(point.componentId)?.special);
    for (const window of analysis.push(samples, part.time, part.lostBefore)) {
      const join = this.#joins.get(point.componentId);
      const joined = join?.add(point.id, window, join.hasWaveforms ? defaultRecipe.id : valueRecipe);
      if (joined !== undefined) this.#report(joined);
    }
  }

  #analysisOf(point: PlannedPoint, sampleRate: Hertz): PointAnalysis | ValueAnalysis | undefined {
    const running = this.#analyses.get(point.id);
    if (running?.sampleRate === sampleRate) return running;
    this.#analyses.delete(point.id);
    try {
      const analysis = isValue(point)
        ? new ValueAnalysis(point, sampleRate)
        : new PointAnalysis(point, defaultRecipe, sampleRate);
      this.#analyses.set(point.id, analysis);
      return analysis;
    } catch (thrown) {
      this.#unservable.set(point.id, sampleRate);
      this.#fail(point, thrown);
      return undefined;
    }
  }

  #fail(point: PlannedPoint, thrown: unknown): void {
    this.#emit({ type: "pointFailed", pointId: point.id, message: asFault(thrown, "BAD_SAMPLES").message }, []);
  }

  #report({ excerpt, special, ...joined }: WindowResult): void {
    // Of a model that was in service when the window began, and is no more, nobody asks.
    const isAsked = special !== undefined && special.recipe === this.#models.get(joined.componentId)?.special?.id;
    const window = { ...joined, ...(isAsked && { special }), ...this.#tagged(joined.componentId) };
    // Judged before its values change hands.
    const judged = { ...window, score: this.#judge(window), ...(this.#takesExcerpt(window) && { excerpt }) };
    const { packed, transfer } = packWindow(judged);
    this.#emit({ type: "window", window: packed }, transfer);
  }

  #tagged(componentId: ComponentId): { tag?: OperatingTag } {
    const tag = this.#tags.get(componentId);
    return tag === undefined ? {} : { tag };
  }

  #takesExcerpt({ componentId, values }: WindowResult): boolean {
    const count = this.#excerpted.get(componentId);
    if (count === undefined || values === null) return false;
    this.#excerpted.set(componentId, count + 1);
    return isExcerpt(count);
  }

  #judge(window: WindowResult): WindowResult["score"] {
    const { componentId } = window;
    const serving = this.#models.get(componentId);
    if (serving === undefined || window.values === null) return undefined;
    const { header, judge, special } = serving;
    const pointIds = this.#joins.get(componentId)?.pointIds ?? [];
    const quantities = this.#quantities(pointIds);
    const rates = pointIds.map((id) => this.#analyses.get(id)?.sampleRate);
    // A point was just set up anew and has not been heard since: this window is of before.
    if (rates.includes(undefined)) return undefined;
    // A sensor was added, removed or set to another rate since the model learned: its features mean something else now.
    const isOther = `${header.pointIds}` !== `${pointIds}` || `${header.sampleRates}` !== `${rates}`;
    if (isOther || `${header.quantities ?? []}` !== `${quantities ?? []}`) {
      this.#models.delete(componentId);
      const message = "The sensors of this component changed since it learned. Let it learn again.";
      this.#emit({ type: "modelRefused", componentId, message }, []);
      return undefined;
    }
    const values = special === undefined ? window.values : window.special?.values;
    // The model came into service in the middle of this window, or its recipe has nothing to say of it.
    if (!values) return undefined;
    const length = window.duration * millisecondsPerSecond;
    // Windows may lie a little apart or overlap; what is missing between two of them is more than that.
    if (Math.abs(window.time - serving.next) > length) judge.reset();
    serving.next = window.time + length;
    return { ...judge.judge({ ...window, values }), modelVersion: header.version };
  }

  /** What the values among these points measure, as the header of a model tells it; undefined without any. */
  #quantities(pointIds: readonly PointId[]): ArtifactHeader["quantities"] {
    if (!pointIds.some((id) => this.#values.has(id))) return undefined;
    return pointIds.map((id) => {
      return (this.#values.has(id) && this.#points.find((point) => point.id === id)?.quantity) || null;
    });
  }

  #draw(point: PlannedPoint, samples: Float32Array, { sampleRate, time }: BlockPart): void {
    if (!this.#watched.has(point.id)) return;
    let pictures = this.#watched.get(point.id);
    if (!pictures || pictures.sampleRate !== sampleRate) {
      const Pictures = isValue(point) ? ValuePictures : LivePictures;
      pictures = new Pictures(point.id, sampleRate);
      this.#watched.set(point.id, pictures);
    }
    const picture = pictures.push(
      samples.map((sample) => sample / point.sensitivity),
      time + (samples.length / sampleRate) * millisecondsPerSecond,
      point.response,
    );
    if (picture !== undefined) this.#emit({ type: "live", picture }, []);
  }
}

function isValue({ signal }: PlannedPoint): boolean {
  return signal === "feature";
}

/** What a point's features depend on; its name and place do not matter. */
function measuredBy({ name: _name, mounting: _mounting, direction: _direction, ...measured }: PlannedPoint): string {
  return JSON.stringify(measured);
}
