import type { AppContext } from "./appContext.ts";
import { alertsHandlers } from "./handlers/alertsHandlers.ts";
import { componentsHandlers } from "./handlers/componentsHandlers.ts";
import { demoHandlers } from "./handlers/demoHandlers.ts";
import { devicesHandlers } from "./handlers/devicesHandlers.ts";
import { handle } from "./handlers/handle.ts";
import { listeningHandlers } from "./handlers/listeningHandlers.ts";
import { liveHandlers } from "./handlers/liveHandlers.ts";
import { modelsHandlers } from "./handlers/modelsHandlers.ts";
import { plantHandlers } from "./handlers/plantHandlers.ts";
import { recordingsHandlers } from "./handlers/recordingsHandlers.ts";
import { stationHandlers } from "./handlers/stationHandlers.ts";

/** The contract with a handler behind every call; one that is missing does not compile. */
export function makeRouter(context: AppContext) {
  return handle.router({
    station: stationHandlers(context),
    plant: plantHandlers(context),
    devices: devicesHandlers(context),
    listening: listeningHandlers(context),
    components: componentsHandlers(context),
    models: modelsHandlers(context),
    live: liveHandlers(context),
    recordings: recordingsHandlers(context),
    alerts: alertsHandlers(context),
    demo: demoHandlers(context),
  });
}
export type AppRouter = ReturnType<typeof makeRouter>;
