import type { FileHandle } from "node:fs/promises";

/** @returns up to `length` bytes from `position` on, fewer at the end of the file */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer<ArrayBuffer>> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
