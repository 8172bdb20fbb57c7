import { loadPortAudio } from "../../../native/portAudio.ts";
import { Fault } from "../../domain/fault.ts";
import { endWith, failWith, processTask } from "../deviceProcess.ts";
import type { AudioList, AudioTask } from "./audioTask.ts";
import { captureInput } from "./captureInput.ts";
import { describeInput, listInputs } from "./listInputs.ts";

const task = processTask<AudioTask>();
try {
  const audio = loadPortAudio();
  const code = audio.initialize();
  if (code < 0) throw new Fault("DEVICE_LOST", `The sound system does not start: ${audio.errorText(code)}.`);
  if (task.job === "capture") await captureInput(audio, task);
  const devices = listInputs(audio).flatMap((input) => describeInput(audio, input) ?? []);
  const list: AudioList = { version: audio.version(), devices };
  endWith(list);
} catch (thrown) {
  failWith(thrown);
}
