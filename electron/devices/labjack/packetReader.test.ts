import { expect, it } from "vitest";
import { PacketReader, type StreamPacket } from "./packetReader.ts";

const isLong = process.env.AUSCULT_LONG === "1";

function packet(transaction: number, samples: readonly number[], status = 0, information = 0, backlog = 0): Buffer {
  const bytes = Buffer.alloc(16 + 2 * samples.length);
  bytes.writeUInt16BE(transaction, 0);
  bytes.writeUInt16BE(10 + 2 * samples.length, 4);
  bytes.set([1, 76, 16, 0], 6);
  bytes.writeUInt16BE(backlog, 10);
  bytes.writeUInt16BE(status, 12);
  bytes.writeUInt16BE(information, 14);
  for (const [i, sample] of samples.entries()) bytes.writeUInt16BE(sample, 16 + 2 * i);
  return bytes;
}

const sizeOf = (packets: readonly StreamPacket[]) =>
  packets.reduce((sum, each) => sum + 16 + 2 * each.samples.length, 0);

it("reads every field", () => {
  const [read] = new PacketReader(4).push(packet(65_535, [0, 1, 0x1234, 0xffff], 2941, 77, 512));
  expect(read).toEqual({
    missingBefore: 0,
    backlog: 512,
    status: 2941,
    information: 77,
    samples: Uint16Array.of(0, 1, 0x1234, 0xffff),
  });
});

it("puts packets together from pieces of any size, and counts those that are missing over the turn of the number", () => {
  const transactions = [65_533, 65_534, 2, 3, 4];
  const stream = Buffer.concat(transactions.map((transaction, i) => packet(transaction, [i, i, i])));
  for (let size = 1; size <= stream.length; size++) {
    const reader = new PacketReader(3);
    const read: StreamPacket[] = [];
    for (let at = 0; at < stream.length; at += size) read.push(...reader.push(stream.subarray(at, at + size)));
    expect(read.map((each) => each.missingBefore)).toEqual([0, 0, 3, 0, 0]);
    expect(read.map((each) => each.samples[0])).toEqual([0, 1, 2, 3, 4]);
    expect(reader.takeTroubles()).toBeUndefined();
    expect(reader.held).toBe(0);
  }
});

it("finds the next packet after bytes that are none, and counts each of them once", () => {
  const reader = new PacketReader(3);
  const junk = Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n");
  const read = reader.push(Buffer.concat([packet(1, [1]), junk, packet(2, [2]), junk, junk, packet(3, [3])]));
  expect(read.map((each) => each.samples[0])).toEqual([1, 2, 3]);
  expect(reader.takeTroubles()).toEqual({ resynchronisation: 2, "rejected bytes": 3 * junk.length });
  expect(reader.takeTroubles()).toBeUndefined();
});

const cases = isLong ? 10_000_000 : 50_000;
it(`stands ${cases} pieces of random bytes: no throw, no growth, every byte accounted for, sync lost for two packets at most`, () => {
  let seed = 44;
  const below = (limit: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  const most = 16;
  const reader = new PacketReader(most);
  let transaction = 0;
  let sent = 0;
  let accounted = 0;
  let unread = 0;
  let grown = 0;
  const account = (chunk: Buffer) => {
    sent += chunk.length;
    const read = reader.push(chunk);
    accounted += sizeOf(read) + (reader.takeTroubles()?.["rejected bytes"] ?? 0);
    if (reader.held >= 16 + 2 * most) grown += 1;
    return read;
  };
  for (let i = 0; i < cases; i++) {
    const junk = Buffer.from(Array.from({ length: below(40) }, () => below(256)));
    // Half of the junk looks like the beginning of a packet.
    if (junk.length > 12 && i % 2 === 0) junk.set([0, 0, 0, 12 + 2 * below(most), 1, 76, 16], below(3) + 2);
    account(junk);
    if (i % 4 !== 0) continue;
    // After any junk, the third packet at the latest is read.
    const marks = [1, 2, 3].map(() => below(65_536));
    const read = marks.flatMap((mark) => account(packet(transaction++ % 65_536, [mark, mark, i % 65_536])));
    const found = read.some((each) => each.samples.at(-1) === i % 65_536 && each.samples[0] === marks[2]);
    if (!found) unread += 1;
  }
  expect({ unread, grown, accounted: accounted + reader.held }).toEqual({ unread: 0, grown: 0, accounted: sent });
}, 600_000);
