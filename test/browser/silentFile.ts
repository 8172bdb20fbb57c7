/** A tenth of a second of silence as a WAV file. */
export function silentFile(): ArrayBuffer {
  const bytes = new DataView(new ArrayBuffer(44 + 1600));
  const word = (at: number, text: string) =>
    [...text].forEach((letter, index) => {
      bytes.setUint8(at + index, letter.charCodeAt(0));
    });
  word(0, "RIFF");
  bytes.setUint32(4, 36 + 1600, true);
  word(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, 8000, true);
  bytes.setUint32(28, 16_000, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  word(36, "data");
  bytes.setUint32(40, 1600, true);
  return bytes.buffer;
}
