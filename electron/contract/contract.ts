import { alertsContract } from "./alertsContract.ts";
import { componentsContract } from "./componentsContract.ts";
import { demoContract } from "./demoContract.ts";
import { devicesContract } from "./devicesContract.ts";
import { listeningContract } from "./listeningContract.ts";
import { liveContract } from "./liveContract.ts";
import { modelsContract } from "./modelsContract.ts";
import { plantContract } from "./plantContract.ts";
import { recordingsContract } from "./recordingsContract.ts";
import { stationContract } from "./stationContract.ts";

/** Everything that crosses to the renderer. A new call is one line in its area and one handler in `app/handlers`. */
export const contract = {
  station: stationContract,
  plant: plantContract,
  devices: devicesContract,
  listening: listeningContract,
  components: componentsContract,
  models: modelsContract,
  live: liveContract,
  recordings: recordingsContract,
  alerts: alertsContract,
  demo: demoContract,
};
export type Contract = typeof contract;
