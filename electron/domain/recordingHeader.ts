import { Fault } from "./fault.ts";
import { encodeRecordingNote, type RecordingNote, readRecordingNote } from "./recordingNote.ts";
import { asciiBytes, asciiText, joinBytes, riffChunk, riffChunks } from "./riff.ts";

/** All that stands before the samples. Always as long, so that it can be written again while the samples grow behind it. */
export const recordingHeaderBytes = 32_768;
export const recordedSampleBytes = 4;

const ieeeFloat = 3;
const longest = 0xffff_ffff;
const samplesChunkHead = 8;

/**
 * The head of a mono WAV file of 32-bit floats with `note.track.samples` samples, in device units. Beyond 4 GiB it is an RF64 file:
 * the space of its `ds64` chunk is held by a JUNK chunk from the start (EBU Tech 3306). The rate of the `fmt ` chunk is in whole hertz;
 * the true one stands in the note.
 * @returns shape [recordingHeaderBytes]
 * @throws Fault BAD_SHAPE when the names of a note do not fit
 */
export function encodeRecordingHeader(note: RecordingNote): Uint8Array<ArrayBuffer> {
  const { samples, sampleRate } = note.track;
  const dataBytes = samples * recordedSampleBytes;
  const riffBytes = recordingHeaderBytes - 8 + dataBytes;
  const long = riffBytes > longest;
  const head = [
    riffHead(long ? "RF64" : "RIFF", long ? longest : riffBytes),
    longSizes(long, riffBytes, dataBytes, samples),
    format(Math.max(1, Math.round(sampleRate))),
    riffChunk("fact", words32([Math.min(samples, longest)])),
    fittingNote(note),
  ];
  const used = head.reduce((sum, part) => sum + part.length, 0);
  const padding = riffChunk("JUNK", new Uint8Array(recordingHeaderBytes - used - 8 - samplesChunkHead));
  const data = joinBytes([asciiBytes("data"), words32([long ? longest : dataBytes])]);
  return joinBytes([...head, padding, data]);
}

/** The note of a recorded file. @param start its first bytes; undefined when it is none of ours */
export function readRecordingHeader(start: Uint8Array): RecordingNote | undefined {
  if (!["RIFF", "RF64"].includes(asciiText(start.subarray(0, 4)))) return undefined;
  for (const { id, body } of riffChunks(start, 12)) {
    const note = id === "LIST" ? readRecordingNote(body) : undefined;
    if (note !== undefined) return note;
  }
  return undefined;
}

/** The bytes that the parts besides the note and the padding take. */
const fixedBytes = 12 + 36 + 26 + 12 + 8 + samplesChunkHead;

/** With as many of the gaps as there is room for; the others are counted. */
function fittingNote(note: RecordingNote): Uint8Array<ArrayBuffer> {
  let { gaps, gapsNotListed = 0 } = note.track;
  for (;;) {
    const list = encodeRecordingNote({
      ...note,
      track: { ...note.track, gaps, ...(gapsNotListed > 0 && { gapsNotListed }) },
    });
    if (list.length + fixedBytes <= recordingHeaderBytes) return list;
    if (gaps.length === 0) {
      throw new Fault("BAD_SHAPE", `The names of ${note.track.pointName} are too long for the head of a recording.`);
    }
    const kept = Math.floor(gaps.length / 2);
    gapsNotListed += gaps.length - kept;
    gaps = gaps.slice(0, kept);
  }
}

function riffHead(id: string, length: number): Uint8Array<ArrayBuffer> {
  return joinBytes([asciiBytes(id), words32([length]), asciiBytes("WAVE")]);
}

function longSizes(long: boolean, riffBytes: number, dataBytes: number, samples: number): Uint8Array<ArrayBuffer> {
  const sizes = new Uint8Array(28);
  const view = new DataView(sizes.buffer);
  if (long) {
    for (const [index, size] of [riffBytes, dataBytes, samples].entries()) {
      view.setBigUint64(8 * index, BigInt(size), true);
    }
  }
  return riffChunk(long ? "ds64" : "JUNK", sizes);
}

function format(sampleRate: number): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(18);
  const view = new DataView(body.buffer);
  view.setUint16(0, ieeeFloat, true);
  view.setUint16(2, 1, true);
  view.setUint32(4, sampleRate, true);
  view.setUint32(8, sampleRate * recordedSampleBytes, true);
  view.setUint16(12, recordedSampleBytes, true);
  view.setUint16(14, 8 * recordedSampleBytes, true);
  return riffChunk("fmt ", body);
}

function words32(values: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setUint32(4 * index, value, true);
  return bytes;
}
