import { loadNiDaqmx } from "../../../native/nidaqmx.ts";
import { endWith, failWith, processTask, sendBlock, tellOpen } from "../deviceProcess.ts";
import { captureTask } from "./captureTask.ts";
import { listModules } from "./listModules.ts";
import type { NiDaqList, NiDaqTask } from "./nidaqTask.ts";
import { openTask } from "./openTask.ts";

const task = processTask<NiDaqTask>();
const held = new DisposableStack();
// However this process ends, the device does not go on acquiring, and its sensor supply does not stay on.
process.once("exit", () => held.dispose());
try {
  const library = loadNiDaqmx();
  if (task.job === "capture") {
    const open = held.use(openTask(library, task));
    held.defer(() => library.stop(open.task));
    tellOpen();
    await captureTask(library, open, task, sendBlock);
  } else {
    const list: NiDaqList = { version: library.version(), modules: listModules(library, task) };
    endWith(list);
  }
} catch (thrown) {
  failWith(thrown);
}
