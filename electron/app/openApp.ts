import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { About, Notice, StationSnapshot } from "../contract/stationContract.ts";
import { driverOf, drivers } from "../devices/drivers.ts";
import { startProcessesWith } from "../devices/processStarter.ts";
import type { StartProcess } from "../devices/startProcess.ts";
import { StationClock } from "../devices/stationClock.ts";
import { steadyNow } from "../devices/steadyNow.ts";
import type { Alert } from "../domain/alert.ts";
import { asFault } from "../domain/fault.ts";
import { type Milliseconds, millisecondsPerSecond, type Seconds } from "../domain/units.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import { openStore, type Store } from "../store/openStore.ts";
import type { AppContext } from "./appContext.ts";
import { Changes } from "./changes.ts";
import { clockSentence } from "./clockSentence.ts";
import { Commissioning } from "./commissioning/commissioning.ts";
import { DemoPlant, type ScheduledFault } from "./demoPlant.ts";
import { DeviceFinder } from "./devices/deviceFinder.ts";
import { SourceDoor } from "./devices/sourceDoor.ts";
import { LastScores } from "./models/lastScores.ts";
import { ModelDesk } from "./models/modelDesk.ts";
import { openModelInService } from "./models/modelStore.ts";
import { NoticeBoard } from "./noticeBoard.ts";
import { PlantDesk } from "./plantDesk.ts";
import { RecordingDesk } from "./recordings/recordingDesk.ts";
import { ScheduleDesk } from "./recordings/scheduleDesk.ts";
import { type AppRouter, makeRouter } from "./router.ts";
import { storeSinks } from "./storeSinks.ts";

export interface AppOptions {
  /** Data folder: made when it is missing. */
  readonly folder: string;
  readonly opening: About["opening"];
  /** Install the demo plant into a data folder that has never held a plant. */
  readonly demo: boolean;
  /** How long learning takes unless the user says otherwise. */
  readonly learnSeconds?: Seconds | undefined;
  /** How processes for devices are started where Node's `fork` will not do. */
  readonly startProcess?: StartProcess | undefined;
}

export interface App extends AsyncDisposable {
  readonly router: AppRouter;
  notices(): readonly Notice[];
  /** @throws Fault NOT_FOUND for a component or fault that the demo plant does not know */
  scheduleDemoFault(fault: ScheduledFault): void;
}

/** Real machines need minutes to show how they vary; the demo plant varies within half a minute. */
const usualLearnSeconds: Seconds = 300;
const demoLearnSeconds: Seconds = 45;
const pruneEvery: Seconds = 60;
const pruneAgain: Milliseconds = 250;
const diskEvery: Seconds = 10;

/**
 * The composition root: store ▸ pipeline ▸ commissioning ▸ handlers, for the desktop and the station alike.
 * Whoever opens it closes it: capture ends first, the store last.
 * @throws Fault CONFLICT when another Auscult uses the folder, STORE_FAILED, RUNTIME_WRONG
 */
export async function openApp(options: AppOptions): Promise<App> {
  const clock = new StationClock();
  const now = () => clock.now();
  await using opening = new AsyncDisposableStack();
  if (options.startProcess) opening.use(startProcessesWith(options.startProcess));
  const store = opening.use(openStore(options.folder, { now }));
  const board = new NoticeBoard();
  opening.defer(clock.onSet((set) => board.post("CLOCK_SET", clockSentence(set), set.time)));
  const changes = opening.use(new Changes((thrown) => tellTrouble(board, thrown)));
  const pipeline = opening.use(
    new Pipeline({
      driverOf,
      sinks: storeSinks({ store, board, changes, plant: () => plant, now }),
      now,
      utcOf: (steady) => clock.utcOf(steady),
      learning: (componentId) => commissioning.progress(componentId),
      changed: () => changes.touch(),
    }),
  );
  const commissioning: Commissioning = opening.use(
    new Commissioning({
      store,
      pipeline,
      now,
      pointsOf: (componentId) => plant.plant.points.filter((point) => point.componentId === componentId),
      tagOf: (componentId) => store.tags.get(plant.component(componentId).machineId),
      changed: (modelChanged) => (modelChanged ? changes.bump("models") : changes.touch()),
      trouble: (thrown) => tellTrouble(board, thrown),
    }),
  );
  const models = new ModelDesk({ store, pipeline, commissioning, changes, now });
  const lastScores = opening.use(new LastScores(pipeline));
  const plant: PlantDesk = new PlantDesk(store, pipeline, changes, (componentId) => {
    commissioning.forget(componentId);
    lastScores.forget(componentId);
    store.budgets.remove(componentId);
    store.decisions.remove(componentId);
  });
  const finder = opening.use(new DeviceFinder(drivers));
  const demo = opening.use(new DemoPlant(plant, changes, steadyNow));
  const recordings = opening.use(
    new RecordingDesk({
      store,
      pipeline,
      plant,
      now,
      changed: () => changes.bump("recordings"),
      tell: (fault) => tellTrouble(board, fault),
    }),
  );

  pipeline.keepForRecordings(store.settings.retention().preTriggerSeconds);
  for (const { machineId, tag } of store.tags.all()) pipeline.setOperatingTag(machineId, tag);
  await pipeline.setPlant(plant.plant);
  resume(store, pipeline, plant, board);
  commissioning.resume();
  if (options.demo && store.settings.get(demoOffered) === undefined && plant.plant.machines.length === 0) {
    await demo.install();
  }
  store.settings.set(demoOffered, true);
  const schedules = opening.use(
    new ScheduleDesk({
      store,
      desk: recordings,
      hasPoint: (pointId) => plant.plant.points.some(({ id }) => id === pointId),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      now,
      changed: () => changes.bump("recordings"),
      tell: (fault) => tellTrouble(board, fault),
    }),
  );

  const version = ownVersion();
  const about = (): About => ({
    version,
    node: process.versions.node,
    sqlite: process.versions.sqlite ?? "",
    opening: options.opening,
    demo: demo.active,
    dataFolder: options.folder,
    learnSeconds: options.learnSeconds ?? (demo.active ? demoLearnSeconds : usualLearnSeconds),
  });
  const notices = () => [...store.notices.map((notice) => ({ id: idOf(notice), ...notice })), ...board.all];
  const context: AppContext = {
    store,
    pipeline,
    plant,
    commissioning,
    models,
    lastScores,
    finder,
    door: new SourceDoor(),
    demo,
    recordings,
    schedules,
    changes,
    about,
    now,
    disk: diskReader(store),
    notices,
    dismissNotice(id) {
      const stored = store.notices.findIndex((notice) => idOf(notice) === id);
      if (stored >= 0) store.notices.splice(stored, 1);
      else board.dismiss(id);
    },
  };
  opening.adopt(
    setInterval(() => pruneStore(store, board), pruneEvery * millisecondsPerSecond),
    clearInterval,
  );
  const router = makeRouter(context);
  const closing = opening.move();
  return {
    router,
    notices,
    scheduleDemoFault: (fault) => demo.schedule(fault),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

function idOf({ code, time }: Pick<Notice, "code" | "time">): string {
  return `${code} ${time}`;
}

const demoOffered = "demo offered";

/** Goes on where the station stopped: models into service, open alerts back on their desks. */
function resume(store: Store, pipeline: Pipeline, plant: PlantDesk, board: NoticeBoard): void {
  for (const { id, name } of plant.plant.components) {
    try {
      const model = openModelInService(store, id);
      if (model !== undefined) pipeline.setModel(id, { artifact: model.bytes, facts: model.facts });
    } catch (thrown) {
      const fault = asFault(thrown, "BAD_ARTIFACT");
      pipeline.refuseModel(id, fault.message);
      board.post(fault.code, `${name} is not scored: ${fault.message}`, Date.now());
    }
  }
  for (const alert of store.alerts.open()) {
    if (!plant.plant.components.some(({ id }) => id === alert.componentId)) {
      closeLeftAlert(store, alert);
      continue;
    }
    pipeline.resumeAlert(alert);
    if (store.alerts.evidence(alert.id) === undefined) keepWithoutEvidence(store, alert);
  }
}

/** The station ended between the removal of a component and the closing of its alert. */
function closeLeftAlert(store: Store, alert: Alert): void {
  const time = Date.now();
  const closed: Alert = { ...alert, phase: "normal", changedAt: time, clearedAt: alert.clearedAt ?? time };
  store.alerts.update(closed, { time, from: alert.phase, to: "normal", by: "", comment: "" });
}

/** The station ended within the seconds in which the evidence was collected: nobody is to wait for it. */
function keepWithoutEvidence(store: Store, alert: Alert): void {
  const { id: alertId, modelVersion, threshold, raisedAt } = alert;
  const none = { from: raisedAt, to: raisedAt, modelHash: "", scores: [], points: [] };
  store.alerts.saveEvidence(alertId, { alertId, modelVersion, threshold, ...none });
}

/** The disk is looked at now and then only: it takes a walk through folders. */
function diskReader(store: Store): () => StationSnapshot["disk"] {
  let disk = store.disk();
  let readAt = performance.now();
  return () => {
    if (performance.now() - readAt > diskEvery * millisecondsPerSecond) {
      readAt = performance.now();
      disk = store.disk();
    }
    return disk;
  };
}

function pruneStore(store: Store, board: NoticeBoard): void {
  try {
    // A small piece each: what is left waits for the next turn, so that alerts are never kept waiting.
    if (store.prune(Date.now()).more) setTimeout(() => pruneStore(store, board), pruneAgain).unref();
  } catch (thrown) {
    tellTrouble(board, thrown);
  }
}

function tellTrouble(board: NoticeBoard, thrown: unknown): void {
  const { code, message } = asFault(thrown, "STORE_FAILED");
  board.post(code, message, Date.now());
}

function ownVersion(): string {
  // From the sources and from the compiled tree alike, the package lies where its name is found first on the way up.
  for (const up of ["../../package.json", "../../../../package.json"]) {
    try {
      const found = JSON.parse(readFileSync(fileURLToPath(new URL(up, import.meta.url)), "utf8"));
      if (found.name === "auscult") return found.version;
    } catch {
      // one level further up
    }
  }
  return "";
}
