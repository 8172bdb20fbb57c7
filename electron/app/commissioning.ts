import type { Learning } from "../contract/componentsContract.ts";
import { asFault, Fault } from "../domain/fault.ts";
import type { ComponentId, Point, PointId } from "../domain/plant.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../domain/units.ts";
import { HealthySpectrumCollector } from "../features/healthySpectrum.ts";
import { openArtifact } from "../micromodels/artifact.ts";
import type { WindowResult } from "../pipeline/analysisMessages.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Store } from "../store/openStore.ts";
import { trainInWorker } from "../training/trainInWorker.ts";
import { mergeHealthy } from "./mergeHealthy.ts";
import { factsOf, openModelInService } from "./modelStore.ts";

export interface LearningWish {
  /** Healthy time to collect. */
  readonly duration: Milliseconds;
  readonly by: string;
  /** Forget the sessions learned before. */
  readonly startOver: boolean;
}

interface Run extends LearningWish {
  readonly componentId: ComponentId;
  readonly cancel: AbortController;
  state: Learning["state"];
  collected: Milliseconds;
  message: string | undefined;
  recipe: string;
  from: UtcMilliseconds;
  to: UtcMilliseconds;
  unusable: number;
  readonly windows: Float32Array<ArrayBuffer>[];
  readonly spectra: Map<PointId, HealthySpectrumCollector>;
  /** Ends the run when no signal comes for too long. */
  patience: NodeJS.Timeout | undefined;
}

export interface CommissioningOptions {
  readonly store: Store;
  readonly pipeline: Pipeline;
  readonly pointsOf: (componentId: ComponentId) => readonly Point[];
  readonly now: () => UtcMilliseconds;
  /** Progress; `modelChanged` when another model serves now. */
  readonly changed: (modelChanged: boolean) => void;
  readonly longestSilence?: Milliseconds;
}

/** Without any signal for this long, learning ends and says so. */
const longestSilence: Milliseconds = 60_000;
/** A component that comes to its end keeps its result this long on the pages. */
const shownAfterwards: Milliseconds = 60_000;
/** More sessions than this make a model no better, only slower; the oldest is forgotten. */
const mostSessions = 30;
/** Any fixed number: the same sessions give the same model. */
const seed = 1;

/** "These components are healthy now": collects their next minutes, trains, and puts the models into service. */
export class Commissioning implements Disposable {
  readonly #options: CommissioningOptions;
  readonly #runs = new Map<ComponentId, Run>();
  readonly #stopListening: () => void;

  constructor(options: CommissioningOptions) {
    this.#options = options;
    this.#stopListening = options.pipeline.onWindow((window) => this.#collect(window));
  }

  /**
   * A component without a sensor fails at once and says why, so that the others of the same wish go on.
   * @throws Fault CONFLICT while it learns already
   */
  start(componentId: ComponentId, wish: LearningWish): Learning {
    const active = this.#active(componentId);
    if (active !== undefined)
      throw new Fault("CONFLICT", "This component is learning already.", { details: { componentId } });
    const run: Run = {
      ...wish,
      componentId,
      cancel: new AbortController(),
      state: "collecting",
      collected: 0,
      message: undefined,
      recipe: "",
      from: 0,
      to: 0,
      unusable: 0,
      windows: [],
      spectra: new Map(),
      patience: undefined,
    };
    this.#runs.set(componentId, run);
    if (this.#options.pointsOf(componentId).length === 0) {
      this.#finish(run, "failed", "It has no measuring point yet. Assign a channel to it in Setup, then let it learn.");
    } else {
      this.#waitForSignal(run);
      this.#options.changed(false);
    }
    return describe(run);
  }

  stop(componentId: ComponentId): Learning {
    const run = this.#active(componentId);
    if (run === undefined)
      throw new Fault("NOT_FOUND", "This component is not learning.", { details: { componentId } });
    run.cancel.abort();
    this.#finish(run, "cancelled");
    return describe(run);
  }

  all(): readonly Learning[] {
    return [...this.#runs.values()].map(describe);
  }

  isLearning(componentId: ComponentId): boolean {
    return this.#active(componentId) !== undefined;
  }

  /** 0…1 while the component learns. */
  progress(componentId: ComponentId): number | undefined {
    const run = this.#active(componentId);
    return run && describe(run).progress;
  }

  /** The component left the plant. */
  forget(componentId: ComponentId): void {
    const run = this.#runs.get(componentId);
    run?.cancel.abort();
    clearTimeout(run?.patience);
    this.#runs.delete(componentId);
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    for (const { componentId } of this.#runs.values()) this.forget(componentId);
  }

  #active(componentId: ComponentId): Run | undefined {
    const run = this.#runs.get(componentId);
    return run?.state === "collecting" || run?.state === "training" ? run : undefined;
  }

  #collect(window: WindowResult): void {
    const run = this.#active(window.componentId);
    if (run?.state !== "collecting") return;
    this.#waitForSignal(run);
    const length = window.duration * millisecondsPerSecond;
    // Sensors were changed in the middle: what came before means something else.
    if (run.windows[0] !== undefined && window.values !== null && run.windows[0].length !== window.values.length) {
      run.windows.length = 0;
      run.collected = 0;
      run.spectra.clear();
    }
    run.recipe = window.recipe;
    if (window.values === null) {
      run.unusable += 1;
    } else {
      if (run.windows.length === 0) run.from = window.time;
      run.windows.push(window.values.slice());
      for (const { pointId, spectrum } of window.spectra) {
        const collector = run.spectra.get(pointId) ?? new HealthySpectrumCollector();
        collector.add(spectrum);
        run.spectra.set(pointId, collector);
      }
    }
    run.to = window.time + length;
    run.collected += length;
    if (run.collected >= run.duration) void this.#train(run);
    else this.#options.changed(false);
  }

  #waitForSignal(run: Run): void {
    clearTimeout(run.patience);
    const silence = this.#options.longestSilence ?? longestSilence;
    run.patience = setTimeout(() => {
      const seconds = Math.round(silence / millisecondsPerSecond);
      this.#finish(
        run,
        "failed",
        `No signal came for ${seconds} s. Check its sensor and device in Setup, then let it learn again.`,
      );
    }, silence);
    run.patience.unref();
  }

  async #train(run: Run): Promise<void> {
    run.state = "training";
    clearTimeout(run.patience);
    this.#options.changed(false);
    const { store, pipeline, now } = this.#options;
    const { componentId } = run;
    try {
      const points = this.#options.pointsOf(componentId).map(({ id, sampleRate }) => ({ id, sampleRate }));
      const setup = JSON.stringify(points);
      const earlier = run.startOver
        ? []
        : store.sessions.list(componentId).filter(({ points: of, recipe }) => of === setup && recipe === run.recipe);
      const session = { from: run.from, to: run.to, windows: run.windows };
      const trained = await trainInWorker(
        {
          componentId,
          version: store.models.nextVersion(componentId),
          recipe: run.recipe,
          points,
          sessions: [...earlier.slice(1 - mostSessions), session],
          unusable: run.unusable,
          healthy: this.#healthy(run, earlier.length > 0),
          seed,
          trainedAt: now(),
          trainedBy: run.by,
        },
        { signal: run.cancel.signal },
      );
      const { header, hash, artifact } = trained;
      const { version, kind, recipe, trainedAt, trainedBy } = header;
      // All or nothing: a full disk must not take the earlier sessions and leave no model.
      store.transaction(() => {
        const forgotten = run.startOver ? store.sessions.list(componentId) : earlier.slice(0, 1 - mostSessions);
        for (const { from } of forgotten) store.sessions.remove(componentId, from);
        store.sessions.put({ componentId, ...session, recipe: run.recipe, points: setup });
        store.models.put(componentId, artifact, { version, hash, kind, recipe, trainedAt, trainedBy });
        store.models.putInService(componentId, version);
      });
      pipeline.setModel(componentId, { artifact, facts: factsOf(openArtifact(artifact)) });
      this.#finish(run, "done");
    } catch (thrown) {
      if (run.cancel.signal.aborted) return;
      this.#finish(run, "failed", asFault(thrown, "WORKER_LOST").message);
    }
  }

  /** With earlier sessions the healthy spectrum spans them all. */
  #healthy(run: Run, spanEarlier: boolean) {
    const merged = Object.fromEntries(
      [...run.spectra].flatMap(([pointId, collector]) => {
        const spectrum = collector.quantiles();
        return spectrum === null ? [] : [[pointId, spectrum] as const];
      }),
    );
    if (!spanEarlier) return merged;
    try {
      return mergeHealthy(openModelInService(this.#options.store, run.componentId)?.facts.healthy ?? {}, merged);
    } catch {
      // The earlier model cannot be read; its sessions can.
      return merged;
    }
  }

  #finish(run: Run, state: Learning["state"], message?: string): void {
    run.state = state;
    run.message = message;
    run.windows.length = 0;
    clearTimeout(run.patience);
    const timer = setTimeout(() => {
      if (this.#runs.get(run.componentId) === run) this.#runs.delete(run.componentId);
      this.#options.changed(false);
    }, shownAfterwards);
    timer.unref();
    this.#options.changed(state === "done");
  }
}

function describe({ componentId, state, collected, duration, message }: Run): Learning {
  return {
    componentId,
    state,
    progress: state === "collecting" ? Math.min(1, collected / duration) : 1,
    remaining: state === "collecting" ? Math.max(0, duration - collected) / millisecondsPerSecond : 0,
    message,
  };
}
