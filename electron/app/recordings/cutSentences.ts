import type { RecordingCut } from "../../domain/savedRecording.ts";

/** Why it ended, and what can be done. */
export const cutSentences: Readonly<Record<RecordingCut, string>> = {
  quota: "the space for recordings is used up. Remove some recordings, or allow more under Station.",
  "disk full": "the disk is nearly full. Free some space, then record again.",
  "disk failed": "the disk could not be written. Check the disk that holds the data folder.",
  "station failed": "the station could not go on with it. Record again, and report this when it happens again.",
  "station closed": "the station was closed.",
  interrupted: "the station died while it was recorded.",
  "device removed": "its device was removed.",
  "point removed": "its point was removed, or given another channel.",
  "rate changed": "its device was set up with another sample rate. Start a new recording.",
};
