import type { FileHandle } from "node:fs/promises";
import { Fault } from "../../domain/fault.ts";
import { type RecordingNote, readRecordingNote, trackName } from "../../domain/recordingNote.ts";
import type { Hertz, UtcMilliseconds } from "../../domain/units.ts";
import { openRegularFile } from "./openRegularFile.ts";
import { readAt } from "./readAt.ts";
import type { Recording } from "./recording.ts";
import { decodeFrames, parseWavFormat, type WavFormat } from "./wavFormat.ts";
import { broadcastTime, listedTime } from "./wavTime.ts";

const unknownSize = 0xffff_ffff;
const longestList = 65_536;

interface DataChunk {
  readonly offset: number;
  /** What the header promises; missing when it leaves the size open (written to a pipe). */
  readonly promised?: number | undefined;
}

/**
 * Looks at a WAV file (RIFF, or RF64/BW64 above 4 GiB), chunks in any order.
 * @param acceptCut take what is there when the header promises more
 * @throws Fault BAD_FILE for a file that is cut, without samples, or stored in a way that cannot be read
 */
export async function openWav(path: string, acceptCut: boolean): Promise<Recording> {
  await using file = await openRegularFile(path);
  const { size, mtimeMs } = await file.stat();
  const chunks = await readChunks(file, path, size);
  const { format, data } = chunks;
  const there = Math.max(0, size - data.offset);
  const promised = data.promised ?? there;
  if (promised > there && !acceptCut) {
    const [has, should] = [Math.floor(there / format.frameBytes), Math.floor(promised / format.frameBytes)];
    throw new Fault(
      "BAD_FILE",
      `${path} was cut: its header promises ${should} samples per channel (${promised} bytes), the file holds ${has} (${there} bytes). Copy it again from where it was recorded, or use what is there of it.`,
      { details: { path, promisedSamples: should, samples: has, promisedBytes: promised, bytes: there } },
    );
  }
  const frames = Math.floor(Math.min(promised, there) / format.frameBytes);
  if (frames === 0) throw new Fault("BAD_FILE", `${path} holds no samples. Record it again.`, { details: { path } });
  const { told } = chunks;
  const track = format.channelCount === 1 ? told?.track : undefined;
  return {
    path,
    format: `WAV, ${format.bits} bit${format.kind === "float" ? " float" : ""}`,
    names: track ? [trackName(track)] : Array.from({ length: format.channelCount }, (_, i) => `Channel ${i + 1}`),
    measures: track && [track],
    gaps: track?.gaps.toSorted((a, b) => a.at - b.at),
    // The format of a WAV file has room for whole hertz only.
    sampleRate: track && inWholeHertz(track.sampleRate) === format.sampleRate ? track.sampleRate : format.sampleRate,
    frames,
    provenByReading: false,
    startTime: track?.from ?? chunks.startTime,
    modified: mtimeMs,
    blocks: (length) => readBlocks(path, format, data.offset, frames, length),
  };
}

const inWholeHertz = (rate: Hertz) => Math.max(1, Math.round(rate));

interface WavChunks {
  readonly format: WavFormat;
  readonly data: DataChunk;
  readonly startTime?: UtcMilliseconds | undefined;
  /** In a recording of a station. */
  readonly told?: RecordingNote | undefined;
}

async function readChunks(file: FileHandle, path: string, size: number): Promise<WavChunks> {
  let format: WavFormat | string = "it has no fmt chunk";
  let data: DataChunk | undefined;
  let longSize: number | undefined;
  let startTime: UtcMilliseconds | undefined;
  let told: RecordingNote | undefined;
  for (let offset = 12; offset + 8 <= size; ) {
    const header = await readAt(file, offset, 8);
    const [id, length] = [header.toString("latin1", 0, 4), header.readUInt32LE(4)];
    if (id === "fmt ") format = parseWavFormat(await readAt(file, offset + 8, Math.min(length, 64)));
    if (id === "ds64" && length >= 16 && offset + 24 <= size) {
      longSize = Number((await readAt(file, offset + 8, 16)).readBigUInt64LE(8));
    }
    if (id === "bext") startTime ??= broadcastTime(await readAt(file, offset + 8, Math.min(length, 348)));
    if (id === "LIST") {
      const list = await readAt(file, offset + 8, Math.min(length, longestList));
      startTime ??= listedTime(list);
      told ??= readRecordingNote(list);
    }
    let skip = length;
    if (id === "data") {
      const promised = length === unknownSize ? longSize : length;
      data = { offset: offset + 8, promised };
      skip = promised ?? size;
    }
    offset += 8 + skip + (skip % 2);
  }
  if (typeof format === "string") {
    throw new Fault(
      "BAD_FILE",
      `${path} cannot be read: ${format}. Save it as PCM with 16, 24 or 32 bit, or as 32 or 64 bit float.`,
      { details: { path } },
    );
  }
  if (!data) throw new Fault("BAD_FILE", `${path} holds no samples. Record it again.`, { details: { path } });
  return { format, data, startTime, told };
}

async function* readBlocks(path: string, format: WavFormat, start: number, frames: number, length: number) {
  await using file = await openRegularFile(path);
  const buffer = Buffer.alloc(length * format.frameBytes);
  for (let done = 0; done < frames; ) {
    const want = Math.min(length, frames - done) * format.frameBytes;
    const { bytesRead } = await file.read(buffer, 0, want, start + done * format.frameBytes);
    if (bytesRead < want) {
      const details = { path, samples: done };
      throw new Fault("DEVICE_LOST", `${path} became shorter while it was read, after ${done} samples. Copy it anew.`, {
        details,
      });
    }
    yield decodeFrames(buffer.subarray(0, want), format);
    done += want / format.frameBytes;
  }
}
