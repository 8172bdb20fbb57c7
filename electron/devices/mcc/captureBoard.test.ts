import { expect, it } from "vitest";
import { type Uldaq, type UlProgress, ulErrors } from "../../../native/uldaq.ts";
import type { SentBlock } from "../captureMessages.ts";
import { BoardCapture, ringLength } from "./captureBoard.ts";
import type { MccCapture } from "./mccTask.ts";

const rate = 1000;
const width = 2;
const task: MccCapture = {
  job: "capture",
  address: "DT9837A/1",
  channelCount: width,
  sampleRate: rate,
  settings: { iepe: false, range: undefined, inputMode: "automatic", inputs: undefined },
};

/** A library whose ring is filled by hand: scan n of channel c is 10 n + c. */
function handFilled() {
  const samples = new Float64Array(ringLength(rate) * width);
  const room = samples.length / width;
  let count = 0;
  let now = 5000;
  let during = 0;
  let asked = 0;
  const fill = (scans: number) => {
    for (let n = Math.max(count, count + scans - room); n < count + scans; n++) {
      for (let c = 0; c < width; c++) samples[(n % room) * width + c] = 10 * n + c;
    }
    count += scans;
    now += scans;
  };
  const library = {
    startScan: () => ({ code: ulErrors.none, rate }),
    stopScan: () => ulErrors.none,
    scanProgress(): UlProgress {
      // The second question of a look comes after copying.
      asked += 1;
      if (asked % 2 === 0 && during > 0) {
        fill(during);
        during = 0;
      }
      return { code: ulErrors.none, running: true, scans: count };
    },
    errorText: () => "",
  } as unknown as Uldaq;
  const board = { handle: 1, inputMode: 2, range: { number: 5, volts: 10 }, [Symbol.dispose]: () => {} };
  const buffer = { samples, pointer: null, [Symbol.dispose]: () => {} };
  const capture = new BoardCapture(library, board, task, buffer, () => now);
  capture.start();
  return { capture, room, fill, whileCopying: (scans: number) => (during = scans) };
}

/** Every scan is there once, in order, or counted as lost. */
function account(blocks: readonly SentBlock[]) {
  let next = 0;
  for (const { channels, lostBefore } of blocks) {
    next += lostBefore;
    for (let i = 0; i < channels[0]!.length; i++, next++) {
      if (channels[0]![i] !== 10 * next || channels[1]![i] !== 10 * next + 1)
        expect.fail(`scan ${next} came as ${channels[0]![i]}`);
    }
  }
  return next;
}

/** Scan n is taken at 5000 + n ms, also where a hole is noticed long after what came before it. */
function onTime(blocks: readonly SentBlock[]): void {
  expect(blocks.map(({ time }) => time)).toEqual(
    blocks.map(({ channels }) => expect.closeTo(5000 + channels[0]![0]! / 10, 3)),
  );
}

const overruns = (blocks: readonly SentBlock[]) => blocks.reduce((sum, each) => sum + (each.troubles?.overrun ?? 0), 0);

it("takes every scan once, however the ring goes round", () => {
  const { capture, fill, room } = handFilled();
  const blocks: SentBlock[] = [];
  let filled = 0;
  for (let i = 0; filled < 5 * room; i++) {
    const scans = (i * 37) % 700;
    fill(scans);
    filled += scans;
    blocks.push(...capture.look());
  }
  expect(account(blocks)).toBe(Math.floor(filled / 100) * 100);
  expect(blocks.every((block) => block.lostBefore === 0 && block.troubles === undefined)).toBe(true);
});

it("counts exactly what was overwritten before it was taken", () => {
  const { capture, fill, room } = handFilled();
  fill(250);
  const blocks = capture.look();
  fill(room + 300);
  blocks.push(...capture.look());
  fill(1000);
  blocks.push(...capture.look());
  account(blocks);
  expect(overruns(blocks)).toBe(1);
  expect(blocks.map((block) => block.lostBefore).filter(Boolean)).toEqual([room / 2 + 300]);
  onTime(blocks);
});

it("does not deliver what was overwritten while it was copied", () => {
  const { capture, fill, room, whileCopying } = handFilled();
  fill(200);
  const blocks = capture.look();
  fill(room - 100);
  whileCopying(350);
  blocks.push(...capture.look());
  fill(500);
  blocks.push(...capture.look());
  account(blocks);
  expect(overruns(blocks)).toBe(1);
  expect(blocks.map((block) => block.lostBefore).filter(Boolean)).toEqual([250]);
  onTime(blocks);
});
