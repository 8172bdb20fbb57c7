import type { FileHandle } from "node:fs/promises";
import { Fault } from "../../domain/fault.ts";
import type { Hertz } from "../../domain/units.ts";
import { channelsOf, chooseMatVariables, samplesOf } from "./chooseMatVariables.ts";
import { inflateMat } from "./inflateMat.ts";
import { type MatVariable, scanMat } from "./matElements.ts";
import { openRegularFile } from "./openRegularFile.ts";
import { readAt } from "./readAt.ts";
import type { Recording } from "./recording.ts";

const rateNames = /^(fs|f_?s(amp|ample)?|sample_?rate|sampling_?(rate|frequency))$/i;

/**
 * Looks at a MATLAB file of version 5 (saved with -v6 or -v7): numeric matrices of any class, the longer side runs along the time.
 * @param variable which one; missing: the only one that can be a signal
 * @throws Fault BAD_FILE, BAD_INPUT naming the candidates when it is not clear which variable is the signal
 */
export async function openMat(path: string, variable?: string): Promise<Recording> {
  await using file = await openRegularFile(path);
  const { size, mtimeMs } = await file.stat();
  const little = (await readAt(file, 126, 2)).toString("latin1") === "IM";
  const variables = await scanMat(file, size, little);
  if (typeof variables === "string") throw unreadable(path, variables);
  const chosen = chooseMatVariables(path, variables, variable);
  return {
    path,
    format: "MATLAB 5",
    names: chosen.flatMap(namesOf),
    sampleRate: await rateIn(path, file, variables),
    frames: samplesOf(chosen[0]),
    provenByReading: true,
    modified: mtimeMs,
    blocks: (length) => readBlocks(path, chosen, length),
  };
}

function namesOf(variable: MatVariable): string[] {
  const count = channelsOf(variable);
  if (count === 1) return [variable.name];
  return Array.from({ length: count }, (_, i) => `${variable.name} (${i + 1})`);
}

async function rateIn(path: string, file: FileHandle, variables: readonly MatVariable[]): Promise<Hertz | undefined> {
  const found = variables.find(
    ({ name, other, rows, columns }) => !other && rows === 1 && columns === 1 && rateNames.test(name),
  );
  if (!found) return undefined;
  const [rate] = await (await open(path, file, found))(0, 1);
  const value = rate![0]!;
  return value > 0 && value < Infinity ? value : undefined;
}

async function* readBlocks(path: string, chosen: readonly [MatVariable, ...MatVariable[]], length: number) {
  await using file = await openRegularFile(path);
  const readers: ReadSamples[] = [];
  for (const variable of chosen) readers.push(await open(path, file, variable));
  const frames = samplesOf(chosen[0]);
  for (let done = 0; done < frames; done += length) {
    const channels: Float32Array<ArrayBuffer>[] = [];
    for (const read of readers) channels.push(...(await read(done, Math.min(length, frames - done))));
    yield channels;
  }
}

type ReadSamples = (from: number, count: number) => Promise<Float32Array<ArrayBuffer>[]>;

/** Matrices are stored column by column: a channel in a column is one stretch, channels in rows are interleaved. */
async function open(path: string, file: FileHandle, variable: MatVariable): Promise<ReadSamples> {
  const { name, rows, columns, numbers, little, offset } = variable;
  const { bytesEach } = numbers;
  const inflated = variable.compressed ? await inflateMat(path, file, variable) : undefined;
  const bytesAt = async (first: number, count: number) => {
    const from = offset + first * bytesEach;
    const bytes = inflated
      ? inflated.subarray(from, from + count * bytesEach)
      : await readAt(file, from, count * bytesEach);
    if (bytes.length < count * bytesEach)
      throw new Fault("DEVICE_LOST", `${path} became shorter while it was read. Copy it anew.`);
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  const pick = (view: DataView, first: number, step: number, count: number, at: number) => {
    const samples = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const value = numbers.read(view, (first + i * step) * bytesEach, little);
      samples[i] = value;
      if (!Number.isFinite(samples[i])) {
        throw unreadable(path, `sample ${at + i + 1} of ${name} is ${value}, no number that can be measured`);
      }
    }
    return samples;
  };
  return async (from, count) => {
    if (rows < columns) {
      const view = await bytesAt(from * rows, count * rows);
      return Array.from({ length: rows }, (_, row) => pick(view, row, rows, count, from));
    }
    const channels: Float32Array<ArrayBuffer>[] = [];
    for (let column = 0; column < columns; column++) {
      channels.push(pick(await bytesAt(column * rows + from, count), 0, 1, count, from));
    }
    return channels;
  };
}

function unreadable(path: string, what: string): Fault {
  return new Fault("BAD_FILE", `${path} cannot be read: ${what}. Save it again.`, { details: { path } });
}
