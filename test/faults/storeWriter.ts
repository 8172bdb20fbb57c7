/** Writes alerts and trends until it is killed, and prints the id of each alert once the store has accepted it. */
import { writeSync } from "node:fs";
import { openStore } from "../../electron/store/openStore.ts";

const [folder, first] = process.argv.slice(2);
const store = openStore(folder ?? "", { now: Date.now });
for (let index = Number(first); ; index++) {
  const time = Date.now();
  store.trends.add("pump/bearing", time, index);
  store.alerts.insert(
    {
      id: `alert-${index}`,
      componentId: "pump/bearing",
      machineId: "pump",
      phase: "unacknowledged",
      priority: "low",
      raisedAt: time,
      changedAt: time,
      peakScore: 2,
      threshold: 1,
      modelVersion: 1,
    },
    { machineName: "Pump", componentName: "Bearing" },
  );
  writeSync(1, `alert-${index}\n`);
  if (index % 20 === 0) store.flush();
}
