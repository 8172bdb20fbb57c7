import { recordingPieceBytes } from "../../../electron/contract/recordingsContract.ts";

/**
 * The WAV file of one track, piece by piece, so that hours of recording never stand in the memory of station or page as a whole.
 * @param piece fetches from a byte on, at most `recordingPieceBytes`
 */
export async function fetchTrack(piece: (offset: number) => Promise<File>): Promise<File> {
  const parts: Blob[] = [];
  let offset = 0;
  for (;;) {
    const part = await piece(offset);
    parts.push(part);
    offset += part.size;
    if (part.size < recordingPieceBytes) return new File(parts, part.name, { type: part.type });
  }
}
