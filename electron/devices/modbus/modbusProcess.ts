import * as station from "../deviceProcess.ts";
import { Bus } from "./bus.ts";
import type { ModbusTask } from "./modbusTask.ts";
import { openLine } from "./openLine.ts";
import { readSlave } from "./readSlave.ts";
import { recogniseSensor } from "./recogniseSensor.ts";
import { serveSlaves } from "./serveSlaves.ts";

const task = station.processTask<ModbusTask>();
try {
  if (task.job === "recognise") station.endWith(await recogniseSensor(task));
  else if (task.job === "serve") await serveSlaves(task.bus);
  else {
    const line = await openLine(task.bus, task.address, station.failWith);
    station.tellOpen();
    await readSlave(new Bus(line, task.slave), task, station, new AbortController().signal);
  }
} catch (thrown) {
  station.failWith(thrown);
}
