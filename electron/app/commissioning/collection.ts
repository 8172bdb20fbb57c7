import type { PointId } from "../../domain/plant.ts";
import { type Milliseconds, millisecondsPerSecond, type UtcMilliseconds } from "../../domain/units.ts";
import { HealthySpectrumCollector } from "../../features/healthySpectrum.ts";
import type { WindowResult } from "../../pipeline/analysisMessages.ts";
import { mostExcerpts } from "../../store/excerptFiles.ts";
import type { RunProgress } from "../../store/learningRunTable.ts";
import { type HealthySpectra, mergeHealthy } from "./mergeHealthy.ts";

type Windows = Float32Array<ArrayBuffer>[];

/** Windows go to the disk, and are given up when there are too many, in blocks of neighbours: what holds for three in a row stays true. */
const blockWindows = 10;
/** Two hours of windows of a second; of a longer session every second, fourth … block is kept. */
const mostBlocks = 720;

/** What has to be written since the last time. An empty block is one that was given up. */
export interface Unwritten {
  readonly blocks: readonly { readonly number: number; readonly windows: Windows }[];
  /** What was written before means something else: it goes first. */
  readonly anew: boolean;
}

/** The healthy time of one component while it is being collected, in bounded memory. It knows no clock and no disk. */
export class Collection {
  readonly #duration: Milliseconds;
  readonly #blocks: Map<number, Windows>;
  readonly #spectra = new Map<PointId, HealthySpectrumCollector>();
  /** Spectra from before a restart. */
  #earlier: HealthySpectra = {};
  readonly #unwritten = new Set<number>();
  #anew = false;
  #open: Windows = [];
  #progress: Omit<RunProgress, "spectra"> = nothing;

  constructor(duration: Milliseconds) {
    this.#duration = duration;
    this.#blocks = new Map();
  }

  /** Goes on where a station that has ended since has left off. */
  static resume(
    duration: Milliseconds,
    { spectra, ...progress }: RunProgress,
    blocks: readonly { readonly number: number; readonly windows: Windows }[],
  ): Collection {
    const collection = new Collection(duration);
    for (const { number, windows } of blocks) collection.#blocks.set(number, windows);
    collection.#earlier = spectra;
    // What was written last may be the beginning of a block that is not full yet: it counts as a block of its own.
    collection.#progress = { ...progress, blocks: Math.max(progress.blocks, (blocks.at(-1)?.number ?? -1) + 1) };
    return collection;
  }

  get from(): UtcMilliseconds {
    return this.#progress.from;
  }

  get collected(): Milliseconds {
    return this.#progress.collected;
  }

  get isComplete(): boolean {
    return this.#progress.collected >= this.#duration;
  }

  /**
   * @param points what is measured how, see HealthySession: when it changes in the middle, what came before means something else
   * @returns the number that its excerpt is to be kept under; undefined when it has none, or there are enough already
   */
  take(window: WindowResult, points: string): { readonly excerpt: number | undefined } {
    if (this.#progress.points !== "" && (this.#progress.points !== points || !this.#fits(window))) this.#reset();
    const length = window.duration * millisecondsPerSecond;
    const { values, recipe, time } = window;
    const isFirst = this.#progress.blocks === 0 && this.#open.length === 0;
    let { excerpts } = this.#progress;
    const isDue = this.#progress.collected >= (excerpts * this.#duration) / mostExcerpts && excerpts < mostExcerpts;
    const excerpt = values !== null && window.excerpt !== undefined && isDue ? excerpts++ : undefined;
    this.#progress = {
      ...this.#progress,
      recipe,
      points,
      excerpts,
      from: isFirst && values !== null ? time : this.#progress.from,
      to: time + length,
      collected: this.#progress.collected + length,
      unusable: this.#progress.unusable + (values === null ? 1 : 0),
    };
    if (values !== null) this.#keep(values.slice(), window.spectra);
    return { excerpt };
  }

  /** What has changed since `written` was last called. */
  unwritten(): Unwritten {
    const { blocks: open } = this.#progress;
    const numbers = new Set(this.#unwritten);
    if (this.#open.length > 0 && this.#isKept(open)) numbers.add(open);
    const blocks = [...numbers].map((number) => {
      return { number, windows: number === open ? this.#open : (this.#blocks.get(number) ?? []) };
    });
    return { blocks, anew: this.#anew };
  }

  /** It is on the disk. */
  written(): void {
    this.#unwritten.clear();
    this.#anew = false;
  }

  /** All but the windows. */
  progress(): RunProgress {
    return { ...this.#progress, spectra: this.#healthy() };
  }

  /** Shape [windows][features], in time order. */
  windows(): Windows {
    const last = this.#isKept(this.#progress.blocks) ? this.#open : [];
    const blocks = [...this.#blocks].sort(([one], [other]) => one - other);
    return [...blocks.flatMap(([, windows]) => windows), ...last];
  }

  #keep(values: Float32Array<ArrayBuffer>, spectra: WindowResult["spectra"]): void {
    this.#open.push(values);
    for (const { pointId, spectrum } of spectra) {
      const collector = this.#spectra.get(pointId) ?? new HealthySpectrumCollector();
      collector.add(spectrum);
      this.#spectra.set(pointId, collector);
    }
    if (this.#open.length < blockWindows) return;
    const { blocks: number } = this.#progress;
    if (this.#isKept(number)) {
      this.#blocks.set(number, this.#open);
      this.#unwritten.add(number);
    }
    this.#open = [];
    this.#progress = { ...this.#progress, blocks: number + 1 };
    if (this.#blocks.size > mostBlocks) this.#thin();
  }

  #thin(): void {
    this.#progress = { ...this.#progress, stride: this.#progress.stride * 2 };
    for (const number of [...this.#blocks.keys()]) {
      if (this.#isKept(number)) continue;
      this.#blocks.delete(number);
      this.#unwritten.add(number);
    }
  }

  #isKept(block: number): boolean {
    return block % this.#progress.stride === 0;
  }

  #fits({ values }: WindowResult): boolean {
    const known = this.#blocks.values().next().value?.[0] ?? this.#open[0];
    return values === null || known === undefined || known.length === values.length;
  }

  #reset(): void {
    this.#blocks.clear();
    this.#spectra.clear();
    this.#earlier = {};
    this.#unwritten.clear();
    this.#anew = true;
    this.#open = [];
    this.#progress = nothing;
  }

  #healthy(): HealthySpectra {
    const now = Object.fromEntries(
      [...this.#spectra].flatMap(([pointId, collector]) => {
        const spectrum = collector.quantiles();
        return spectrum === null ? [] : [[pointId, spectrum] as const];
      }),
    );
    return mergeHealthy([this.#earlier, { ...this.#earlier, ...now }]);
  }
}

const nothing: Omit<RunProgress, "spectra"> = {
  recipe: "",
  from: 0,
  to: 0,
  collected: 0,
  unusable: 0,
  points: "",
  excerpts: 0,
  stride: 1,
  blocks: 0,
};
