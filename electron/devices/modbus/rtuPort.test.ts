import { EventEmitter } from "node:events";
import fc from "fast-check";
import type { SerialPort } from "serialport";
import { expect, it } from "vitest";
import { RtuPort } from "./rtuPort.ts";

/** A read of two registers of slave 9, and an answer to it; the port leaves checksums to the library. */
const request = Buffer.from([9, 3, 0x14, 0x50, 0, 2, 0xaa, 0xbb]);
const answer = Buffer.from([9, 3, 4, 1, 2, 3, 4, 0xcc, 0xdd]);
const refusal = Buffer.from([9, 0x83, 2, 0xcc, 0xdd]);

function rig() {
  const serial = Object.assign(new EventEmitter(), { isOpen: true, write() {}, close() {} });
  const port = new RtuPort(serial as unknown as SerialPort);
  const answers: Buffer[] = [];
  port.on("data", (each: Buffer) => answers.push(Buffer.from(each)));
  return { port, answers, hear: (bytes: Uint8Array) => serial.emit("data", Buffer.from(bytes)) };
}

it("cuts an answer out of whatever comes before and after it, and counts the rest", () => {
  const { port, answers, hear } = rig();
  port.write(request);
  hear(Buffer.concat([Buffer.from([0, 9, 3, 7]), answer.subarray(0, 4)]));
  hear(Buffer.concat([answer.subarray(4), Buffer.from([1, 2, 3])]));
  expect(answers).toEqual([answer]);
  expect(port.takeCounts()).toEqual({ rejectedBytes: 7, resynchronisations: 1 });
});

it("takes a refusal, and the echo of its own request for nothing at all", () => {
  const { port, answers, hear } = rig();
  port.write(request);
  hear(request);
  hear(refusal);
  expect(answers).toEqual([refusal]);
  expect(port.takeCounts()).toEqual({ rejectedBytes: 0, resynchronisations: 0 });
});

it("takes nothing that comes when nobody has asked: a late answer is none to the next question", () => {
  const { port, answers, hear } = rig();
  port.write(request);
  hear(answer.subarray(0, 5));
  port.abandon();
  hear(answer);
  port.write(request);
  expect(answers).toEqual([]);
  expect(port.takeCounts().rejectedBytes).toBe(5 + answer.length);
});

it("never throws, keeps little, and counts every byte as answer or rejected, whatever comes", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.constant(answer),
    fc.constant(answer.subarray(0, 4)),
    fc.constant(refusal),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(bytes, fc.constant("ask" as const)), { maxLength: 30 }), (events) => {
      const { port, answers, hear } = rig();
      let heard = 0;
      let echoed = 0;
      for (const event of events) {
        if (event === "ask") port.write(request);
        else {
          heard += event.length;
          if (Buffer.from(event).includes(request)) echoed += request.length;
          hear(event);
        }
      }
      port.abandon();
      const used = answers.reduce((sum, each) => sum + each.length, 0);
      expect(port.takeCounts().rejectedBytes + used + echoed).toBe(heard);
    }),
    { numRuns: process.env.AUSCULT_LONG === "1" ? 1_000_000 : 2000 },
  );
});
