import { expect, it } from "vitest";
import { recordingPieceBytes } from "../../../electron/contract/recordingsContract.ts";
import { fetchTrack } from "./fetchTrack.ts";

it.each([0, 10, recordingPieceBytes, recordingPieceBytes * 2 + 5])(
  "puts a file of %i bytes together",
  async (bytes) => {
    const whole = Uint8Array.from({ length: bytes }, (_, index) => index % 251);
    const asked: number[] = [];
    const file = await fetchTrack(async (offset) => {
      asked.push(offset);
      return new File([whole.slice(offset, offset + recordingPieceBytes)], "pump.wav", { type: "audio/wav" });
    });
    expect(asked).toEqual(
      Array.from({ length: Math.floor(bytes / recordingPieceBytes) + 1 }, (_, n) => n * recordingPieceBytes),
    );
    expect([file.name, file.type]).toEqual(["pump.wav", "audio/wav"]);
    expect(Buffer.compare(Buffer.from(await file.arrayBuffer()), Buffer.from(whole))).toBe(0);
  },
);
