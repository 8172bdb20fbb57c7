import { loadUldaq } from "../../../native/uldaq.ts";
import { endWith, failWith, processTask, sendBlock, steadyNow, tellOpen } from "../deviceProcess.ts";
import { BoardCapture, captureBoard, ringLength } from "./captureBoard.ts";
import { listBoards } from "./listBoards.ts";
import type { MccList, MccTask } from "./mccTask.ts";
import { openBoard } from "./openBoard.ts";

const task = processTask<MccTask>();
const held = new DisposableStack();
// However this process ends, the board does not go on scanning, and its sensor supply does not stay on.
process.once("exit", () => held.dispose());
try {
  const library = loadUldaq();
  if (task.job === "capture") {
    const buffer = held.use(library.allocate(ringLength(task.sampleRate) * task.channelCount));
    const board = held.use(openBoard(library, task));
    const capture = new BoardCapture(library, board, task, buffer, steadyNow);
    held.defer(() => library.stopScan(board.handle));
    capture.start();
    tellOpen();
    await captureBoard(capture, sendBlock);
  } else {
    const list: MccList = { version: library.version(), boards: listBoards(library) };
    endWith(list);
  }
} catch (thrown) {
  failWith(thrown);
}
