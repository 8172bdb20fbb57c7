import { availableParallelism } from "node:os";
import type { OperatingTag } from "../domain/operatingTag.ts";
import type { ComponentId, DeviceId, Point, PointId } from "../domain/plant.ts";
import { blockLength, type ClockDrift, type SampleBlock } from "../domain/sampleBlock.ts";
import { siblingModule } from "../domain/sibling.ts";
import type { SourceTroubles } from "../domain/sourceTroubles.ts";
import type { Milliseconds, Seconds } from "../domain/units.ts";
import type { AnalysisReport, FromAnalysis, PlannedPoint, ToAnalysis } from "./analysisMessages.ts";
import { AnalysisSeat } from "./analysisSeat.ts";
import type { Stretch } from "./channelAccount.ts";
import { type ChannelLosses, type ChannelNews, DeviceAccount, type DeviceSamples } from "./deviceAccount.ts";
import { unpackWindow } from "./packWindow.ts";
import { type Place, spreadWork } from "./spreadWork.ts";

const longestQueue: Seconds = 2;
/** More workers help no further: the main thread has to feed them all. */
const mostWorkers = 4;

export interface AnalysisDeskOptions {
  /** Called for every window, live picture, refused model and failed point. */
  readonly receive: (report: AnalysisReport) => void;
  /** A worker died with these components; its successor starts after `wait`: at once, or later when they die again and again. */
  readonly workerLost: (cause: unknown, components: readonly ComponentId[], wait: Milliseconds) => void;
  /** Default: as many as there are cores besides the one for the main thread, at most 4. */
  readonly workers?: number | undefined;
  /** Another program in the tests. */
  readonly worker?: URL;
  readonly longestQueue?: Seconds;
}

/** What one worker needs of the blocks of one device. */
interface Route {
  readonly seat: number;
  readonly channels: readonly number[];
}

/**
 * Hands sample blocks to the analysis workers and keeps the account of every sample. Capture never waits for it: when the queue of
 * a device at a worker is full, blocks are dropped there and counted. Every worker gets the channels that its components need;
 * their buffers are transferred, and copied only where two workers need the same channel.
 */
export class AnalysisDesk implements AsyncDisposable {
  readonly #options: AnalysisDeskOptions;
  readonly #seats: readonly AnalysisSeat[];
  readonly #accounts = new Map<DeviceId, DeviceAccount>();
  readonly #models = new Map<ComponentId, Uint8Array>();
  readonly #tags = new Map<ComponentId, OperatingTag>();
  readonly #excerpted = new Set<ComponentId>();
  readonly #watched = new Set<PointId>();
  #points: readonly PlannedPoint[] = [];
  #places = new Map<ComponentId, Place>();
  #routes = new Map<DeviceId, Route[]>();
  #closed = false;
  #room = Promise.withResolvers<void>();

  constructor(options: AnalysisDeskOptions) {
    this.#options = options;
    const workers = options.workers ?? Math.min(mostWorkers, Math.max(1, availableParallelism() - 1));
    this.#seats = Array.from({ length: workers }, (_, seat) => this.#makeSeat(seat));
  }

  account(deviceId: DeviceId): DeviceSamples {
    return this.#account(deviceId).samples;
  }

  /** @returns received, analysed, lost and waiting samples of one channel of a device */
  channelAccount(deviceId: DeviceId, channel: number): Omit<DeviceSamples, "lostInDevice"> {
    const { received, analysed, lostInQueue, waiting } = this.#account(deviceId).channel(channel);
    return { received, analysed, lostInQueue, waiting };
  }

  /** What was lost of each channel of a device, and how its clock runs. */
  losses(deviceId: DeviceId): { readonly channels: readonly ChannelLosses[]; readonly clock?: ClockDrift | undefined } {
    const { losses, clock } = this.#account(deviceId);
    return { channels: losses, clock };
  }

  /** Enters what went wrong on the way of a device of which no block came that could tell. */
  count(deviceId: DeviceId, channelCount: number, troubles: SourceTroubles): void {
    this.#account(deviceId).count(channelCount, troubles);
  }

  /** Devices of which something was counted since this was last asked. */
  takeNews(): { readonly deviceId: DeviceId; readonly news: readonly ChannelNews[]; readonly clock?: ClockDrift }[] {
    return [...this.#accounts].map(([deviceId, account]) => {
      const { clock } = account;
      return { deviceId, news: account.takeNews(), ...(clock && { clock }) };
    });
  }

  /**
   * Takes over the buffers of a block; false when a worker has to do without it because its queue is full.
   * @param missing what its `lostBefore` stands for: samples that were taken and lost, or time in which nobody measured
   */
  offer(block: SampleBlock, missing: "lost" | "not measured" = "lost"): boolean {
    const routes = this.#routes.get(block.deviceId) ?? [];
    const stretches = this.#enter(block, routes, missing);
    const hasRoom = routes.map(({ seat }) => this.#seats[seat]!.hasRoom(block));
    for (const [index, route] of routes.entries()) {
      const { seat, channels } = present(route, block);
      if (channels.length === 0) continue;
      const ofRoute = channels.map((channel) => stretches[channel]!);
      if (!hasRoom[index]) {
        this.#seats[seat]!.drop(block, ofRoute);
        continue;
      }
      const later = routes.filter((_, other) => other > index && hasRoom[other]);
      const samples = channels.map((channel) => {
        const whole = block.channels[channel]!;
        const isShared =
          whole.byteLength < whole.buffer.byteLength || later.some((other) => other.channels.includes(channel));
        return isShared ? whole.slice() : whole;
      });
      const { deviceId, time, sampleRate, lostBefore } = block;
      const part = { deviceId, time, sampleRate, lostBefore, channels, samples };
      const transfer = samples.map(({ buffer }) => buffer);
      this.#seats[seat]!.take(part, transfer, ofRoute);
    }
    return hasRoom.every(Boolean);
  }

  /** For a source that can wait: resolves when every worker that needs the block has room for it, or nobody wants it any more. */
  async roomFor(block: SampleBlock, stop: AbortSignal): Promise<void> {
    const isFull = ({ seat }: Route) => !this.#seats[seat]!.hasRoom(block);
    const hasToWait = () => !this.#closed && !stop.aborted && this.#routes.get(block.deviceId)?.some(isFull);
    while (hasToWait()) await this.#room.promise;
  }

  /** Whoever waits for room looks again: there is some, or its own reason to wait is gone. */
  relieve(): void {
    this.#room.resolve();
    this.#room = Promise.withResolvers<void>();
  }

  /** @param paced devices with a clock of their own: the windows of their points end at different moments of the second */
  setPoints(points: readonly Point[], paced: ReadonlySet<DeviceId>): void {
    const before = this.#seats.map((_, seat) => new Set(this.#pointsAt(seat).map(memberOf)));
    this.#places = spreadWork(points, this.#seats.length, this.#places);
    this.#points = points.map((point) =>
      paced.has(point.deviceId) ? { ...point, phase: this.#places.get(point.componentId)!.phase } : point,
    );
    this.#routes = routesOf(points, this.#places);
    for (const [seat, each] of this.#seats.entries()) {
      const mine = this.#pointsAt(seat);
      each.send({ type: "plan", plan: { points: mine } });
      // A worker that starts now is briefed; one that is there has to hear what it did not need before.
      const joined = mine.filter((point) => !before[seat]!.has(memberOf(point)));
      for (const message of this.#knowledge(joined)) each.send(message);
      if (mine.length > 0) each.start();
    }
    this.relieve();
  }

  setModel(componentId: ComponentId, artifact: Uint8Array | null): void {
    if (artifact === null) this.#models.delete(componentId);
    else this.#models.set(componentId, artifact);
    this.#seatOf(componentId)?.send({ type: "model", componentId, artifact });
  }

  setOperatingTag(componentId: ComponentId, tag: OperatingTag | null): void {
    if ((this.#tags.get(componentId) ?? null) === tag) return;
    if (tag === null) this.#tags.delete(componentId);
    else this.#tags.set(componentId, tag);
    this.#seatOf(componentId)?.send({ type: "tag", componentId, tag });
  }

  collectExcerpts(componentId: ComponentId, on: boolean): void {
    if (on) this.#excerpted.add(componentId);
    else this.#excerpted.delete(componentId);
    this.#seatOf(componentId)?.send({ type: "excerpts", componentId, on });
  }

  watch(pointId: PointId, on: boolean): void {
    if (on) this.#watched.add(pointId);
    else this.#watched.delete(pointId);
    const point = this.#points.find(({ id }) => id === pointId);
    if (point !== undefined) this.#seatOf(point.componentId)?.send({ type: "watch", pointId, on });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#room.resolve();
    await Promise.all(this.#seats.map((seat) => seat[Symbol.asyncDispose]()));
  }

  #makeSeat(seat: number): AnalysisSeat {
    return new AnalysisSeat({
      worker: this.#options.worker ?? new URL(siblingModule(import.meta.url, "analysisWorker")),
      longestQueue: this.#options.longestQueue ?? longestQueue,
      briefing: () => {
        const points = this.#pointsAt(seat);
        return [{ type: "plan", plan: { points } }, ...this.#knowledge(points)];
      },
      receive: (message) => this.#receive(message),
      relieved: () => this.relieve(),
      died: (cause, wait) => {
        const components = new Set(this.#pointsAt(seat).map(({ componentId }) => componentId));
        this.#options.workerLost(cause, [...components], wait);
      },
    });
  }

  /** Enters a block into the accounts of all its channels; what no route needs is settled at once. */
  #enter(block: SampleBlock, routes: readonly Route[], missing: "lost" | "not measured"): readonly Stretch[] {
    const account = this.#account(block.deviceId);
    account.enter(missing === "lost" ? block : { ...block, lostBefore: 0 });
    const length = blockLength(block);
    return block.channels.map((_, channel) => {
      const readers = routes.filter(({ channels }) => channels.includes(channel)).length;
      return account.channel(channel).arrive(length, readers);
    });
  }

  #receive(message: Exclude<FromAnalysis, { readonly type: "finished" }>): void {
    if (message.type === "window") this.#options.receive({ type: "window", window: unpackWindow(message.window) });
    else this.#options.receive(message);
  }

  /** What the worker of these points has to know: models, tags, whose samples are wanted, and watched points. */
  #knowledge(points: readonly Point[]): ToAnalysis[] {
    const ofComponents = [...new Set(points.map(({ componentId }) => componentId))].flatMap((componentId) => {
      const known: ToAnalysis[] = [];
      const artifact = this.#models.get(componentId);
      const tag = this.#tags.get(componentId);
      if (artifact !== undefined) known.push({ type: "model", componentId, artifact });
      if (tag !== undefined) known.push({ type: "tag", componentId, tag });
      if (this.#excerpted.has(componentId)) known.push({ type: "excerpts", componentId, on: true });
      return known;
    });
    const watched = points.filter(({ id }) => this.#watched.has(id));
    return [...ofComponents, ...watched.map(({ id }): ToAnalysis => ({ type: "watch", pointId: id, on: true }))];
  }

  #pointsAt(seat: number): readonly PlannedPoint[] {
    return this.#points.filter(({ componentId }) => this.#places.get(componentId)?.seat === seat);
  }

  #seatOf(componentId: ComponentId): AnalysisSeat | undefined {
    const place = this.#places.get(componentId);
    return place && this.#seats[place.seat];
  }

  #account(deviceId: DeviceId): DeviceAccount {
    let account = this.#accounts.get(deviceId);
    if (account === undefined) {
      account = new DeviceAccount();
      this.#accounts.set(deviceId, account);
    }
    return account;
  }
}

/** For every device, which worker needs which of its channels. */
function routesOf(points: readonly Point[], places: ReadonlyMap<ComponentId, Place>): Map<DeviceId, Route[]> {
  const routes = new Map<DeviceId, Route[]>();
  for (const [deviceId, ofDevice] of Map.groupBy(points, (point) => point.deviceId)) {
    const bySeat = Map.groupBy(ofDevice, ({ componentId }) => places.get(componentId)!.seat);
    const ofSeats = [...bySeat].map(([seat, mine]): Route => {
      return { seat, channels: [...new Set(mine.map(({ channel }) => channel))].toSorted((one, other) => one - other) };
    });
    routes.set(deviceId, ofSeats);
  }
  return routes;
}

/** A point as a part of its component: models and pictures hang on both. */
function memberOf({ id, componentId }: Point): string {
  return JSON.stringify([componentId, id]);
}

/** The route as far as the block has its channels. */
function present(route: Route, block: SampleBlock): Route {
  const has = (channel: number) => block.channels[channel] !== undefined;
  return route.channels.every(has) ? route : { ...route, channels: route.channels.filter(has) };
}
