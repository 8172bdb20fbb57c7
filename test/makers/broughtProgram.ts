/** The audio process as it works where the library brings the samples (WDM-KS): here from whatever device it is told. */
import { failWith, processTask } from "../../electron/devices/deviceProcess.ts";
import type { AudioTask } from "../../electron/devices/usbAudio/audioTask.ts";
import { takeBrought } from "../../electron/devices/usbAudio/captureInput.ts";
import { pathTo } from "../../electron/devices/usbAudio/listInputs.ts";
import { loadPortAudio } from "../../native/portAudio.ts";

const task = processTask<Extract<AudioTask, { job: "capture" }>>();
try {
  const audio = loadPortAudio();
  audio.initialize();
  await takeBrought(audio, pathTo(audio, task.address), task);
} catch (thrown) {
  failWith(thrown);
}
