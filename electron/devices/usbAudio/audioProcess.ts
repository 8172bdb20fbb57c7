import { loadPortAudio } from "../../../native/portAudio.ts";
import { Fault } from "../../domain/fault.ts";
import { endWith, failWith, processTask } from "../deviceProcess.ts";
import type { AudioList, AudioTask } from "./audioTask.ts";
import { captureInput, pathTo } from "./captureInput.ts";
import { chooseDevices } from "./chooseDevices.ts";
import { listPaths, offerOf } from "./listInputs.ts";

const task = processTask<AudioTask>();
try {
  const audio = loadPortAudio();
  const code = audio.initialize();
  if (code < 0) throw new Fault("DEVICE_LOST", `The sound system does not start: ${audio.errorText(code)}.`);
  if (task.job === "capture") await captureInput(audio, task);
  const all = listPaths(audio);
  const paths = task.job === "describe" ? [pathTo(audio, task.address)] : all;
  const devices = chooseDevices(
    paths.flatMap((path) => offerOf(audio, path) ?? []),
    all.map(({ input }) => input.name),
  );
  const list: AudioList = { version: audio.version(), devices };
  endWith(list);
} catch (thrown) {
  failWith(thrown);
}
