import { asciiBytes, asciiText, joinBytes, riffChunk, riffChunks, utf8Bytes } from "./riff.ts";
import type { RecordingTrack, SavedRecording, TrackGap } from "./savedRecording.ts";
import { quantities, units } from "./units.ts";

/** What a recorded file says of itself, so that a copy on another computer can still be understood. */
export interface RecordingNote {
  readonly recording: Pick<SavedRecording, "id" | "name" | "by" | "startedAt" | "scheduleId">;
  readonly track: RecordingTrack;
}

/** Gaps that a file and the station list; more are counted only, so that a source that loses something all the time stays bounded. */
export const mostGaps = 800;

/**
 * The note as a LIST chunk of type INFO (Multimedia Programming Interface and Data Specifications 1.0): name, time and program for every
 * player, and all of it as ASCII JSON in the comment.
 */
export function encodeRecordingNote({ recording, track }: RecordingNote): Uint8Array<ArrayBuffer> {
  const { gaps, ...facts } = track;
  const json = { auscult: 1, recording, ...facts, gaps: gaps.map(({ at, samples }) => [at, samples]) };
  const info = (id: string, text: Uint8Array) => riffChunk(id, joinBytes([text, Uint8Array.of(0)]));
  return riffChunk(
    "LIST",
    joinBytes([
      asciiBytes("INFO"),
      info("INAM", utf8Bytes(`${recording.name}: ${trackName(track)}`)),
      info("ICRD", asciiBytes(new Date(track.from).toISOString())),
      info("ISFT", asciiBytes("Auscult")),
      info("ICMT", asciiBytes(onlyAscii(JSON.stringify(json)))),
    ]),
  );
}

/**
 * @param list body of a LIST chunk of any origin
 * @returns undefined where it is none of ours, or was altered into nonsense
 */
export function readRecordingNote(list: Uint8Array): RecordingNote | undefined {
  if (asciiText(list.subarray(0, 4)) !== "INFO") return undefined;
  for (const { id, body } of riffChunks(list, 4)) {
    if (id !== "ICMT") continue;
    const end = body.indexOf(0);
    const text = asciiText(end < 0 ? body : body.subarray(0, end));
    if (text.startsWith('{"auscult":')) return checkedNote(text);
  }
  return undefined;
}

/** Machine, component and point, as people name them. */
export function trackName(track: Pick<RecordingTrack, "machineName" | "componentName" | "pointName">): string {
  return `${track.machineName}, ${track.componentName}, ${track.pointName}`;
}

/** What is known of the first samples of a track: what was lost behind them is not part of it. */
export function shortenTrack(track: RecordingTrack, samples: number): RecordingTrack {
  if (samples >= track.samples) return track;
  const gaps = track.gaps
    .filter((gap) => gap.at < samples)
    .map((gap) => ({ at: gap.at, samples: Math.min(gap.samples, samples - gap.at) }));
  return { ...track, samples, gaps, lostSamples: gaps.reduce((sum, gap) => sum + gap.samples, 0) };
}

function onlyAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

type Loose = Readonly<Record<string, unknown>>;

const isText = (value: unknown) => typeof value === "string" && value.length <= 2000;
const isNumber = (value: unknown) => typeof value === "number" && Number.isFinite(value);
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

const shape: Readonly<Record<keyof RecordingTrack, (value: unknown) => boolean>> = {
  pointId: isText,
  pointName: isText,
  componentName: isText,
  machineName: isText,
  deviceId: isText,
  channel: isCount,
  quantity: (value) => (quantities as readonly unknown[]).includes(value),
  unit: (value) => (units as readonly unknown[]).includes(value),
  sensitivity: (value) => isNumber(value) && value !== 0,
  sampleRate: (value) => isNumber(value) && (value as number) > 0,
  from: (value) => isNumber(value) && Math.abs(value as number) <= 8.64e15,
  samples: isCount,
  lostSamples: isCount,
  gaps: (value) =>
    Array.isArray(value) && value.every((gap) => Array.isArray(gap) && gap.length === 2 && gap.every(isCount)),
  gapsNotListed: (value) => value === undefined || isCount(value),
  drift: (value) => value === undefined || isNumber(value),
  cut: (value) => value === undefined || isText(value),
};

function checkedNote(json: string): RecordingNote | undefined {
  let loose: Loose;
  try {
    loose = JSON.parse(json) as Loose;
  } catch {
    return undefined;
  }
  const keys = Object.keys(shape) as (keyof RecordingTrack)[];
  const recording = loose.recording as Loose | undefined;
  const told = recording && [recording.id, recording.name, recording.by].every(isText) && isNumber(recording.startedAt);
  if (!told || !keys.every((key) => shape[key](loose[key]))) return undefined;
  const { id, name, by, startedAt, scheduleId } = recording as Loose & RecordingNote["recording"];
  const given = Object.fromEntries(keys.filter((key) => loose[key] !== undefined).map((key) => [key, loose[key]]));
  const gaps = (loose.gaps as [number, number][]).map(([at, samples]): TrackGap => ({ at, samples }));
  return {
    recording: { id, name, by, startedAt, ...(isText(scheduleId) && { scheduleId }) },
    track: { ...(given as unknown as RecordingTrack), gaps },
  };
}
