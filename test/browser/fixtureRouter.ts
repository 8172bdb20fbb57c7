import { implement, type Router } from "@orpc/server";
import { contract } from "../../electron/contract/contract.ts";
import { fixtureAlerts } from "./fixtureAlerts.ts";
import { fixtureDevices } from "./fixtureDevices.ts";
import { fixtureListening } from "./fixtureListening.ts";
import { fixtureComponents, fixtureLive } from "./fixtureLive.ts";
import { fixtureModels } from "./fixtureModels.ts";
import { fixtureAbout, fixtureDemo, fixturePlant } from "./fixturePlant.ts";
import { fixtureRecordings } from "./fixtureRecordings.ts";
import { InventedLearning } from "./inventedLearning.ts";
import type { InventedPlant } from "./inventedPlant.ts";
import { InventedSounds } from "./inventedSounds.ts";

/** The whole contract, answered from an invented plant. */
// biome-ignore lint/suspicious/noExplicitAny: the router type of the library
export function fixtureRouter(invented: InventedPlant): Router<any, Record<never, never>> {
  const make = implement(contract);
  const learning = new InventedLearning(invented);
  const sounds = new InventedSounds(invented);
  return make.router({
    station: fixtureAbout(make, invented, learning),
    plant: fixturePlant(make, invented),
    devices: fixtureDevices(make, invented),
    listening: fixtureListening(make, invented),
    components: fixtureComponents(make, invented, learning, sounds),
    models: fixtureModels(make, invented, learning),
    live: fixtureLive(make, invented, sounds),
    alerts: fixtureAlerts(make, invented, sounds),
    recordings: fixtureRecordings(make, invented),
    demo: fixtureDemo(make, invented),
  });
}
