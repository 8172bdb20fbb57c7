import { extname } from "node:path";
import { Fault } from "../../domain/fault.ts";
import { openCsv } from "./openCsv.ts";
import { openFlac } from "./openFlac.ts";
import { openMat } from "./openMat.ts";
import { openRegularFile } from "./openRegularFile.ts";
import { openUff } from "./openUff.ts";
import { openWav } from "./openWav.ts";
import type { Recording } from "./recording.ts";
import { refuseAbsurd } from "./refuseAbsurd.ts";

export interface ReadingWish {
  /** Take what is there of a WAV file whose header promises more. */
  readonly acceptCut?: boolean | undefined;
  /** Name or pattern of the variables of a MATLAB file. */
  readonly variable?: string | undefined;
}

const readable = "WAV, FLAC, CSV, UFF58, MATLAB 5";

/**
 * Looks at a recording and says how to read it: what it is counts, not what it is called.
 * @throws Fault DEVICE_MISSING when there is no such file, NOT_ALLOWED, BAD_FILE; BAD_INPUT when a MATLAB file holds several signals
 */
export async function openRecording(path: string, wish: ReadingWish = {}): Promise<Recording> {
  const recording = await openByContent(path, wish);
  refuseAbsurd(path, recording.names.length, recording.sampleRate);
  return recording;
}

async function openByContent(path: string, { acceptCut = false, variable }: ReadingWish): Promise<Recording> {
  const start = await readStart(path);
  if (start.length === 0) throw refused(`${path} is empty. Record or copy it again.`, path);
  const text = start.toString("latin1");
  if (/^(RIFF|RF64|BW64)[\s\S]{4}WAVE/.test(text)) return openWav(path, acceptCut);
  if (text.startsWith("fLaC")) return openFlac(path);
  if (/^\s*-1 *\r?\n\s{0,5}\d{1,5}(b| |\r?\n)/.test(text)) return openUff(path);
  const strange = unreadable(path, text);
  if (strange) throw strange;
  if (isMat5(text)) return openMat(path, variable);
  const looksLikeText = !start.includes(0);
  const named = extname(path).toLowerCase();
  if (named === ".wav") {
    const held = looksLikeText ? "text" : "something else";
    const remedy = looksLikeText ? "If it is a table, name it .csv; otherwise save" : "Save";
    throw refused(`${path} is named .wav but holds ${held}, not sound. ${remedy} the recording as WAV again.`, path);
  }
  if (named === ".mat") {
    throw refused(`${path} is named .mat but is no MATLAB file of version 5. Save it in MATLAB with -v7.`, path);
  }
  if (looksLikeText) return openCsv(path);
  throw refused(`${path} is no recording that can be read (${readable}). Save it as one of these.`, path);
}

/** A byte order of this version stands at the end of the header of 128 bytes. */
function isMat5(text: string): boolean {
  const version = text.slice(124, 128);
  return version === "\x00\x01IM" || version === "\x01\x00MI";
}

/** Formats of measurements that are known, and why they are not read. */
function unreadable(path: string, text: string): Fault | undefined {
  if (text.startsWith("TDSm")) {
    return refused(`${path} is a TDMS file, which is not read. Export it as WAV, UFF58 or MATLAB (-v7).`, path);
  }
  if (text.startsWith("MATLAB 7.3 ") || text.startsWith("\x89HDF\r\n")) {
    return refused(`${path} is an HDF5 file (MATLAB 7.3), which is not read. Save it in MATLAB with -v7.`, path);
  }
  return undefined;
}

function refused(message: string, path: string): Fault {
  return new Fault("BAD_FILE", message, { details: { path } });
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
