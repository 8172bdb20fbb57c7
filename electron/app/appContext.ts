import type { About, Notice, StationSnapshot } from "../contract/stationContract.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Store } from "../store/openStore.ts";
import type { Changes } from "./changes.ts";
import type { Commissioning } from "./commissioning/commissioning.ts";
import type { DemoPlant } from "./demoPlant.ts";
import type { DeviceFinder } from "./devices/deviceFinder.ts";
import type { SourceDoor } from "./devices/sourceDoor.ts";
import type { LastScores } from "./models/lastScores.ts";
import type { ModelDesk } from "./models/modelDesk.ts";
import type { PlantDesk } from "./plantDesk.ts";
import type { RecordingDesk } from "./recordings/recordingDesk.ts";
import type { ScheduleDesk } from "./recordings/scheduleDesk.ts";

/** What the handlers of the contract work on. Made once by `openApp`. */
export interface AppContext {
  readonly store: Store;
  readonly pipeline: Pipeline;
  readonly plant: PlantDesk;
  readonly commissioning: Commissioning;
  readonly models: ModelDesk;
  readonly lastScores: LastScores;
  readonly finder: DeviceFinder;
  readonly door: SourceDoor;
  readonly demo: DemoPlant;
  readonly recordings: RecordingDesk;
  readonly schedules: ScheduleDesk;
  readonly changes: Changes;
  readonly about: () => About;
  readonly now: () => UtcMilliseconds;
  /** Looked up now and then only: it reads folders. */
  disk(): StationSnapshot["disk"];
  notices(): readonly Notice[];
  dismissNotice(id: string): void;
}
