/** Frames as the devices send them, written from their protocols, not from the product's code. */

/** 10 bytes: AA 55, three little-endian int16, CRC-16/MODBUS of what comes before: the product's own example. */
export function exampleFrame(values: readonly [number, number, number]): Buffer {
  const frame = Buffer.alloc(10);
  frame.set([0xaa, 0x55]);
  for (const [i, value] of values.entries()) frame.writeInt16LE(value, 2 + 2 * i);
  frame.writeUInt16LE(modbusCrc(frame.subarray(0, 8)), 8);
  return frame;
}

/** WitMotion: 0x55, the sort, four int16, the sum of the ten. */
export function witFrame(type: number, values: readonly [number, number, number, number]): Buffer {
  const frame = Buffer.alloc(11);
  frame.set([0x55, type]);
  for (const [i, value] of values.entries()) frame.writeInt16LE(value, 2 + 2 * i);
  frame[10] = frame.subarray(0, 10).reduce((sum, byte) => sum + byte, 0);
  return frame;
}

/** A turn of a HWT905 as it is delivered: time, acceleration, angular rate, angle. */
export function witTurn(index: number): Buffer {
  const count = (index % 2000) - 1000;
  return Buffer.concat([
    witFrame(0x50, [index & 0xff, 1, 2, 3]),
    witFrame(0x51, [count, -count, 2048, 2534]),
    witFrame(0x52, [2 * count, 0, 5, 2534]),
    witFrame(0x53, [4 * count, 16_384, -16_384, 0]),
  ]);
}

/** WTVB01-BT50: 0x55 0x61, 13 int16, zeros up to the length of its transport. */
export function vibrationFrame(values: readonly number[], length = 28): Buffer {
  const frame = Buffer.alloc(length);
  frame.set([0x55, 0x61]);
  for (const [i, value] of values.entries()) frame.writeInt16LE(value, 2 + 2 * i);
  return frame;
}

/** Bit by bit, as the Modbus specification describes it. */
function modbusCrc(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}
