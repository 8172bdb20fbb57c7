import { loadPortAudio } from "../../../native/portAudio.ts";
import { Fault } from "../../domain/fault.ts";
import { endWith, failWith, processTask } from "../deviceProcess.ts";
import type { AudioList, AudioTask } from "./audioTask.ts";
import { captureInput } from "./captureInput.ts";
import { chooseDevices } from "./chooseDevices.ts";
import { listPaths, offerAt, offerOf } from "./listInputs.ts";

const task = processTask<AudioTask>();
try {
  const audio = loadPortAudio();
  const code = audio.initialize();
  if (code < 0) {
    const message = `The sound system does not start (${audio.errorText(code)}). Start this computer's sound service again.`;
    throw new Fault("DEVICE_LOST", message);
  }
  if (task.job === "capture") await captureInput(audio, task);
  const paths = listPaths(audio);
  const offers =
    task.job === "describe" ? [offerAt(audio, task.address)] : paths.map((path) => offerOf(audio, path, false));
  const devices = chooseDevices(
    offers.filter((offer) => offer !== undefined),
    paths.map(({ input }) => input.name),
  );
  const list: AudioList = { version: audio.version(), devices };
  endWith(list);
} catch (thrown) {
  failWith(thrown);
}
