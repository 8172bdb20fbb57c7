import { extname } from "node:path";
import { Fault } from "../../domain/fault.ts";
import { openCsv } from "./openCsv.ts";
import { openRegularFile } from "./openRegularFile.ts";
import { openWav } from "./openWav.ts";
import type { Recording } from "./recording.ts";
import { refuseAbsurd } from "./refuseAbsurd.ts";

const waveForms = ["RIFF", "RF64", "BW64"];

/**
 * Looks at a recording and says how to read it: what it is counts, not what it is called.
 * @param acceptCut take what is there of a WAV file whose header promises more
 * @throws Fault DEVICE_MISSING when there is no such file, NOT_ALLOWED, BAD_FILE
 */
export async function openRecording(path: string, acceptCut = false): Promise<Recording> {
  const recording = await openByContent(path, acceptCut);
  refuseAbsurd(path, recording.names.length, recording.sampleRate);
  return recording;
}

async function openByContent(path: string, acceptCut: boolean): Promise<Recording> {
  const start = await readStart(path);
  const details = { path };
  if (start.length === 0) throw new Fault("BAD_FILE", `${path} is empty. Record or copy it again.`, { details });
  const isWave = waveForms.includes(start.toString("latin1", 0, 4)) && start.toString("latin1", 8, 12) === "WAVE";
  if (isWave) return openWav(path, acceptCut);
  const looksLikeText = !start.includes(0);
  const named = extname(path).toLowerCase();
  if (named === ".wav") {
    const held = looksLikeText ? "text" : "something else";
    const remedy = looksLikeText ? "If it is a table, name it .csv; otherwise save" : "Save";
    throw new Fault(
      "BAD_FILE",
      `${path} is named .wav but holds ${held}, not sound. ${remedy} the recording as WAV again.`,
      {
        details,
      },
    );
  }
  if (looksLikeText) return openCsv(path);
  throw new Fault("BAD_FILE", `${path} is neither a WAV file nor a table (CSV). Save the recording as one of these.`, {
    details,
  });
}

async function readStart(path: string): Promise<Buffer> {
  await using file = await openRegularFile(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new Fault("DEVICE_LOST", `${path} could not be read (${reason}). Check the disk it is on.`, {
      cause,
      details: { path, reason },
    });
  }
}
