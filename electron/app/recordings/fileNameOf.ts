import { trackName } from "../../domain/recordingNote.ts";
import type { RecordingTrack } from "../../domain/savedRecording.ts";

const longest = 120;

/** A name for a copy of a track that every file system takes, and that sorts by time: "2026-05-04T06-00-00Z Pump, Bearing, radial.wav". */
export function fileNameOf(track: RecordingTrack): string {
  const time = new Date(track.from).toISOString().slice(0, 19).replaceAll(":", "-");
  const name = trackName(track)
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return `${time}Z ${[...name].slice(0, longest).join("").trim()}.wav`;
}
