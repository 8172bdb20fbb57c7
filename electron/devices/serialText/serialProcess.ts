import { endWith, failWith, processTask } from "../deviceProcess.ts";
import { openPort, portLost } from "../serialPort/openPort.ts";
import { capturePort } from "./capturePort.ts";
import { probePort } from "./probePort.ts";
import type { SerialTask } from "./serialTask.ts";

const task = processTask<SerialTask>();
try {
  const port = await openPort(task.path, task.settings.baudRate);
  port.once("close", (reason: Error | null) => failWith(portLost(task.path, reason)));
  port.once("error", (reason: Error) => failWith(portLost(task.path, reason)));
  if (task.job === "probe") endWith(await probePort(port, task));
  else capturePort(port, task);
} catch (thrown) {
  failWith(thrown);
}
