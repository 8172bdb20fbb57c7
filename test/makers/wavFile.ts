/** WAV files byte by byte as the format's description has them, independent of the product's own encoder and reader. */
export interface WavMakeUp {
  readonly code: number;
  readonly bits: number;
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Raw bytes of the data chunk. */
  readonly data: Buffer;
  /** WAVE_FORMAT_EXTENSIBLE with the code in the sub-format. */
  readonly extensible?: boolean;
  /** Chunks before `fmt `, between it and `data`, and after the data. */
  readonly before?: readonly Buffer[];
  readonly between?: readonly Buffer[];
  readonly after?: readonly Buffer[];
  /** What the header says of the data's size, where it lies. */
  readonly promisedBytes?: number;
  readonly dataFirst?: boolean;
}

export function chunk(id: string, body: Buffer, size = body.length): Buffer {
  const header = Buffer.alloc(8);
  header.write(id, "latin1");
  header.writeUInt32LE(size, 4);
  return Buffer.concat([header, body, Buffer.alloc(body.length % 2)]);
}

function formatChunk({ code, bits, sampleRate, channelCount, extensible }: WavMakeUp): Buffer {
  const body = Buffer.alloc(extensible ? 40 : 16);
  const frameBytes = (channelCount * bits) / 8;
  body.writeUInt16LE(extensible ? 0xfffe : code, 0);
  body.writeUInt16LE(channelCount, 2);
  body.writeUInt32LE(sampleRate, 4);
  body.writeUInt32LE(sampleRate * frameBytes, 8);
  body.writeUInt16LE(frameBytes, 12);
  body.writeUInt16LE(bits, 14);
  if (extensible) {
    body.writeUInt16LE(22, 16);
    body.writeUInt16LE(bits, 18);
    body.writeUInt16LE(code, 24);
    Buffer.from("000000001000800000aa00389b71", "hex").copy(body, 26);
  }
  return chunk("fmt ", body);
}

export function wavFile(makeUp: WavMakeUp): Buffer {
  const format = formatChunk(makeUp);
  const data = chunk("data", makeUp.data, makeUp.promisedBytes);
  const body = Buffer.concat([
    Buffer.from("WAVE", "latin1"),
    ...(makeUp.before ?? []),
    ...(makeUp.dataFirst ? [data, format] : [format, ...(makeUp.between ?? []), data]),
    ...(makeUp.after ?? []),
  ]);
  return chunk("RIFF", body);
}

/** Integers of `bits` (16, 24, 32) as the data chunk has them, interleaved already. */
export function integerSamples(values: readonly number[], bits: number): Buffer {
  const data = Buffer.alloc((values.length * bits) / 8);
  for (const [i, value] of values.entries()) data.writeIntLE(value, (i * bits) / 8, bits / 8);
  return data;
}
