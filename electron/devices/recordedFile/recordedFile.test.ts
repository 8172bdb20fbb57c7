import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { chunk, integerSamples, type WavMakeUp, wavFile } from "../../../test/makers/wavFile.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import { encodeRecordingNote } from "../../domain/recordingNote.ts";
import type { SampleBlock } from "../../domain/sampleBlock.ts";
import { encodeWav } from "../../domain/wav.ts";
import { openRecording } from "./openRecording.ts";
import { readRecording } from "./readRecording.ts";
import { recordedFile } from "./recordedFile.ts";

const folder = mkdtempSync(join(tmpdir(), "recordings-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const setupFor = (address: string, more: Partial<DeviceSetup> = {}): DeviceSetup => ({
  id: "device",
  driver: "recordedFile",
  address,
  name: "a recording",
  sampleRate: 1000,
  channelCount: 1,
  settings: { pace: "as fast as possible" },
  ...more,
});

async function blocksOf(setup: DeviceSetup, stop = new AbortController().signal, atMost = Infinity) {
  const blocks: SampleBlock[] = [];
  for await (const block of recordedFile.capture(setup, stop)) {
    blocks.push(block);
    if (blocks.length === atMost) break;
  }
  return blocks;
}

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("no fault"),
    (fault) => fault,
  );

const stereo: WavMakeUp = { code: 1, bits: 16, sampleRate: 1000, channelCount: 2, data: Buffer.alloc(0) };

describe("WAV samples", () => {
  const cases: readonly [string, Partial<WavMakeUp>, number[]][] = [
    ["16 bit", { bits: 16, data: integerSamples([-32768, 16384, 32767, 1], 16) }, [-1, 0.5, 32767 / 32768, 1 / 32768]],
    [
      "24 bit",
      { bits: 24, data: integerSamples([-8388608, 4194304, -1, 8388607], 24) },
      [-1, 0.5, -(2 ** -23), 1 - 2 ** -23],
    ],
    ["32 bit", { bits: 32, data: integerSamples([-(2 ** 31), 2 ** 30, -(2 ** 20), 0], 32) }, [-1, 0.5, -(2 ** -11), 0]],
    ["8 bit", { bits: 8, data: Buffer.from([0, 128, 192, 64]) }, [-1, 0, 0.5, -0.5]],
    [
      "32 bit float",
      { code: 3, bits: 32, data: Buffer.from(new Float32Array([1.5, -2, 0.25, 0]).buffer) },
      [1.5, -2, 0.25, 0],
    ],
    [
      "64 bit float",
      { code: 3, bits: 64, data: Buffer.from(new Float64Array([1.5, -2, 0.25, 0]).buffer) },
      [1.5, -2, 0.25, 0],
    ],
  ];
  for (const [name, makeUp, expected] of cases) {
    for (const extensible of [false, true]) {
      it(`reads ${name}${extensible ? ", extensible" : ""}`, async () => {
        const path = file("samples.wav", wavFile({ ...stereo, ...makeUp, extensible }));
        const { channels, sampleRate } = await readRecording(path);
        expect(sampleRate).toBe(1000);
        expect(channels.map((channel) => [...channel])).toEqual([
          [expected[0], expected[2]],
          [expected[1], expected[3]],
        ]);
      });
    }
  }

  const data = integerSamples([3, 4, 5, 6], 16);
  const odd = chunk("LIST", Buffer.from("odd"));
  const orders: readonly [string, Partial<WavMakeUp>][] = [
    ["odd chunks before, between and after", { before: [odd], between: [odd, odd], after: [odd] }],
    ["the data before the format", { dataFirst: true }],
    ["a size left open by a pipe", { promisedBytes: 0xffff_ffff }],
  ];
  for (const [name, makeUp] of orders) {
    it(`finds its samples with ${name}`, async () => {
      const { channels } = await readRecording(file("order.wav", wavFile({ ...stereo, data, ...makeUp })));
      expect(channels.map((channel) => [...channel].map((value) => value * 32768))).toEqual([
        [3, 5],
        [4, 6],
      ]);
    });
  }

  it("reads RF64, whose size stands in its ds64 chunk", async () => {
    const sizes = Buffer.alloc(28);
    sizes.writeBigUInt64LE(BigInt(data.length), 8);
    const odd = chunk("ds64", sizes);
    const bytes = wavFile({
      ...stereo,
      data,
      before: [odd],
      promisedBytes: 0xffff_ffff,
      after: [chunk("LIST", Buffer.alloc(40, 7))],
    });
    bytes.write("RF64", "latin1");
    const { channels } = await readRecording(file("long.wav", bytes));
    expect(channels[0]).toHaveLength(2);
  });

  it("reads again what it wrote, bit for bit", async () => {
    const channels = [new Float32Array([0.1, -0.2, 3]), new Float32Array([Math.PI, -0, 1e-30])];
    const path = join(folder, "written.wav");
    writeFileSync(path, encodeWav(channels, 51_200));
    expect(await readRecording(path)).toEqual({ channels, sampleRate: 51_200, names: ["Channel 1", "Channel 2"] });
  });
});

describe("tables", () => {
  it.each([",", ";", "\t"])("reads columns between %j", async (separator) => {
    const rows = ["x|y", "1|-2.5", "1e-3|+4", ""].join("\r\n").replaceAll("|", separator);
    const { channels, names } = await readRecording(file("table.csv", rows), 100);
    expect(names).toEqual(["x", "y"]);
    expect(channels).toEqual([new Float32Array([1, 1e-3]), new Float32Array([-2.5, 4])]);
  });

  it("takes the rate from the time column, and the header's quotes off", async () => {
    const rows = Array.from({ length: 500 }, (_, i) => `${(i / 25_600).toFixed(6)},${i}`);
    const path = file("timed.csv", ['\uFEFF"Time (s)","a, radial"', ...rows].join("\n"));
    expect(await recordedFile.describe(path, {})).toMatchObject({
      sampleRates: [25_600],
      defaultSampleRate: 25_600,
      channels: [{ name: "a, radial" }],
      via: "CSV",
    });
  });

  it("has rate 0 when nobody says it", async () => {
    expect(await recordedFile.describe(file("untimed.csv", "a\n1\n2\n"), {})).toMatchObject({
      sampleRates: [],
      defaultSampleRate: 0,
    });
  });

  it("needs no memory for what it has read", async () => {
    const path = join(folder, "big.csv");
    const line = "0.123456,-0.654321,0.111111\n";
    writeFileSync(path, `a,b,c\n${line.repeat(400_000)}`);
    const program = `
      const { recordedFile } = await import(${JSON.stringify(new URL("./recordedFile.ts", import.meta.url).href)});
      let rows = 0;
      const setup = { id: "d", address: ${JSON.stringify(path)}, sampleRate: 1000, channelCount: 3, settings: { pace: "as fast as possible" } };
      for await (const block of recordedFile.capture(setup, new AbortController().signal)) rows += block.channels[0].length;
      console.log(rows);`;
    const limits = ["--max-old-space-size=24", "--input-type=module", "-e", program];
    expect(execFileSync(process.execPath, limits, { encoding: "utf8" }).trim()).toBe("400000");
  });
});

describe("faults a user sees", () => {
  it("a cut WAV: says how much is missing", async () => {
    const path = file("cut.wav", wavFile({ ...stereo, data: Buffer.alloc(4000) }));
    truncateSync(path, 44 + 1000);
    const fault = await faultOf(recordedFile.describe(path, {}));
    expect(fault.code).toBe("BAD_FILE");
    expect(fault.message).toBe(
      `${path} was cut: its header promises 1000 samples per channel (4000 bytes), the file holds 250 (1000 bytes). Copy it again from where it was recorded, or use what is there of it.`,
    );
    expect(await faultOf(blocksOf(setupFor(path)))).toMatchObject({ code: "BAD_FILE" });
    const rest = await blocksOf(setupFor(path, { settings: { pace: "as fast as possible", acceptCut: true } }));
    expect(rest.map((block) => block.channels[0]!.length)).toEqual([250]);
  });

  const table = (rows: string) => file("hole.csv", rows);
  const cases: readonly [string, () => string, string, (path: string) => string][] = [
    [
      "a text named .wav",
      () => file("text.wav", "a,b\n1,2\n"),
      "BAD_FILE",
      (path) =>
        `${path} is named .wav but holds text, not sound. If it is a table, name it .csv; otherwise save the recording as WAV again.`,
    ],
    [
      "an empty cell",
      () => table("a,b\n1,2\n3,\n"),
      "BAD_FILE",
      (path) =>
        `${path} has a hole: in row 3, column 2 (b) the cell is empty. Fill it in, or cut the file before this row.`,
    ],
    [
      "a missing cell",
      () => table("a;b;c\n1;2;3\n3;4\n"),
      "BAD_FILE",
      (path) =>
        `${path} has a hole: in row 3, column 3 (c) the cell is empty. Fill it in, or cut the file before this row.`,
    ],
    [
      "a word",
      () => table("a,b\n1,2\nNaN,4\n"),
      "BAD_FILE",
      (path) =>
        `${path} has a hole: in row 3, column 1 (a) "NaN" is not a number. Fill it in, or cut the file before this row.`,
    ],
    [
      "a decimal comma",
      () => table("a;b\n1;2\n1,5;4\n"),
      "BAD_FILE",
      (path) =>
        `${path} has a hole: in row 3, column 1 (a) "1,5" is not a number (write a decimal point). Fill it in, or cut the file before this row.`,
    ],
    [
      "an empty row",
      () => table("a\n1\n\n2\n"),
      "BAD_FILE",
      (path) => `${path} has a hole: in row 3 the row is empty. Fill it in, or cut the file before this row.`,
    ],
    [
      "a jump of the time",
      () => table("time,a\n0,1\n0.1,2\n0.2,3\n0.3,3\n1.3,4\n1.4,5\n"),
      "BAD_FILE",
      (path) =>
        `${path} has a hole: in row 6, column 1 (time) the time goes from 0.3 s to 1.3 s. Fill it in, or cut the file before this row.`,
    ],
    ["an empty file", () => file("empty.wav", ""), "BAD_FILE", (path) => `${path} is empty. Record or copy it again.`],
    [
      "a WAV without samples",
      () => file("none.wav", wavFile(stereo)),
      "BAD_FILE",
      (path) => `${path} holds no samples. Record it again.`,
    ],
    [
      "a compressed WAV",
      () => file("adpcm.wav", wavFile({ ...stereo, code: 17, bits: 4, data: Buffer.alloc(8) })),
      "BAD_FILE",
      (path) =>
        `${path} cannot be read: its samples are stored as format 17 with 4 bits. Save it as PCM with 16, 24 or 32 bit, or as 32 or 64 bit float.`,
    ],
    [
      "prose",
      () => file("prose.txt", "Dear diary,\ntoday\n"),
      "BAD_FILE",
      (path) => `${path} holds no rows of numbers. A table needs a header row and one row per sample.`,
    ],
    [
      "a picture",
      () => file("picture.png", Buffer.from([0x89, 0x50, 0, 1, 2])),
      "BAD_FILE",
      (path) => `${path} is no recording that can be read (WAV, FLAC, CSV, UFF58, MATLAB 5). Save it as one of these.`,
    ],
    ["a folder", () => folder, "BAD_FILE", (path) => `${path} is a folder. Name a recording in it.`],
    [
      "a pipe, without waiting for its writer",
      () => {
        const path = join(folder, "pipe.wav");
        execFileSync("mkfifo", [path]);
        return path;
      },
      "BAD_FILE",
      (path) =>
        `${path} is no file that can be played, but a pipe or a device. Name a recording that is stored on a disk.`,
    ],
    [
      "channels and rate that no recorder has",
      () => {
        const data = Buffer.alloc(255);
        return file("absurd.wav", wavFile({ ...stereo, bits: 8, channelCount: 255, sampleRate: 10_000_000, data }));
      },
      "BAD_FILE",
      (path) =>
        `${path} claims 255 channels at 10000000 Hz; at most 256 channels and 50 million samples a second are taken. Check the file, or save fewer channels at a lower rate.`,
    ],
    [
      "a table of 300 columns",
      () => table(`${Array.from({ length: 300 }, (_, i) => i).join(",")}\n`.repeat(2)),
      "BAD_FILE",
      (path) =>
        `${path} claims 300 channels; at most 256 channels and 50 million samples a second are taken. Check the file, or save fewer channels at a lower rate.`,
    ],
    [
      "no file",
      () => join(folder, "gone.wav"),
      "DEVICE_MISSING",
      (path) => `There is no file ${path}. Check the name, and that its disk is connected.`,
    ],
  ];
  it.each(cases)("%s", async (_, make, code, message) => {
    const path = make();
    const fault = await faultOf(recordedFile.describe(path, {}));
    expect(fault.message).toBe(message(path));
    expect(fault.code).toBe(code);
    expect(fault.details.path).toBe(path);
  });

  it("another rate or more channels than recorded", async () => {
    const path = file("mono.csv", "time,a\n0,1\n0.01,2\n0.02,3\n");
    expect(await faultOf(blocksOf(setupFor(path)))).toMatchObject({
      code: "RATE_NOT_OFFERED",
      message: `${path} was recorded at 100 Hz, not at 1000 Hz. Set up the device with 100 Hz.`,
    });
    expect(await faultOf(blocksOf(setupFor(path, { sampleRate: 100, channelCount: 2 })))).toMatchObject({
      code: "BAD_FILE",
      message: `${path} has 1 channel, but 2 are set up. Set up the device with 1.`,
    });
  });

  it.each([
    [
      "pace",
      "slowly",
      'The setting pace of a recorded file must be "real time" or "as fast as possible", not "slowly".',
    ],
    ["scale", 0, "The setting scale of a recorded file must be a number other than 0, not 0."],
  ])("a wrong setting %s", async (name, value, message) => {
    const fault = await faultOf(recordedFile.describe(folder, { [name]: value }));
    expect(fault).toMatchObject({ code: "BAD_INPUT", message });
  });
});

describe("pace", () => {
  const ramp = () => file("ramp.csv", `a\n${Array.from({ length: 700 }, (_, i) => i).join("\n")}`);

  it("as fast as possible: blocks of a quarter of a second, times from the start time, scaled", async () => {
    const settings = { pace: "as fast as possible", startTime: 5000, scale: 2 };
    const blocks = await blocksOf(setupFor(ramp(), { settings }));
    expect(blocks.map((block) => [block.sequence, block.time, block.channels[0]!.length])).toEqual([
      [0, 5000, 250],
      [1, 5250, 250],
      [2, 5500, 200],
    ]);
    expect(blocks[1]!.channels[0]![3]).toBe(506);
    expect(recordedFile.isLive(setupFor("", { settings }))).toBe(false);
  });

  it("in real time: never before the clock, and not much after it", async () => {
    const started = performance.now();
    const before = Date.now();
    const blocks = await blocksOf(setupFor(ramp(), { settings: {} }));
    const took = performance.now() - started;
    expect(took).toBeGreaterThanOrEqual(698);
    expect(took).toBeLessThan(1500);
    expect(blocks[0]!.time).toBeGreaterThanOrEqual(before);
    expect(blocks).toHaveLength(7);
    expect(recordedFile.isLive(setupFor("", { settings: {} }))).toBe(true);
  });

  it("loops without a seam in time and sequence", async () => {
    const settings = { pace: "as fast as possible", startTime: 0, loop: true };
    const blocks = await blocksOf(setupFor(ramp(), { settings }), undefined, 5);
    expect(blocks.map((block) => [block.sequence, block.time, block.channels[0]![0]])).toEqual([
      [0, 0, 0],
      [1, 250, 250],
      [2, 500, 500],
      [3, 700, 0],
      [4, 950, 250],
    ]);
  });
});

describe("what a WAV file says of itself", () => {
  const list = (id: string, text: string) =>
    chunk("LIST", Buffer.concat([Buffer.from("INFO"), chunk(id, Buffer.from(text))]));
  const opened = (before: Buffer[]) =>
    openRecording(file("told.wav", wavFile({ ...stereo, data: integerSamples([1, 2], 16), before })));

  it("its time, from a broadcast chunk or a list", async () => {
    const bext = Buffer.alloc(602);
    bext.write("2026-11-2210:20:30", 320, "latin1");
    expect((await opened([chunk("bext", bext)])).startTime).toBe(new Date(2026, 10, 22, 10, 20, 30).getTime());
    expect((await opened([list("ICRD", "2026-11-22T10:20:30.5Z")])).startTime).toBe(
      Date.UTC(2026, 10, 22, 10, 20, 30, 500),
    );
    expect((await opened([list("ICRD", "2026-11-22")])).startTime).toBeUndefined();
    expect((await opened([chunk("bext", Buffer.alloc(602))])).startTime).toBeUndefined();
  });

  it("point, unit, sensitivity and true rate, when a station recorded it", async () => {
    const track = {
      pointId: "p",
      pointName: "radial",
      componentName: "Bearing",
      machineName: "Fan",
      deviceId: "d",
      channel: 0,
      quantity: "acceleration",
      unit: "g",
      sensitivity: 0.1,
      sampleRate: 1000.4,
      from: 5000,
      samples: 4,
      lostSamples: 2,
      gaps: [{ at: 1, samples: 2 }],
    } as const;
    const note = encodeRecordingNote({ recording: { id: "r", name: "Run", by: "Ada", startedAt: 5000 }, track });
    const data = integerSamples([1, 0, 0, 2], 16);
    const path = file("own.wav", wavFile({ ...stereo, channelCount: 1, data, before: [Buffer.from(note)] }));
    expect(await openRecording(path)).toMatchObject({ startTime: 5000, sampleRate: 1000.4 });
    expect((await recordedFile.describe(path, {})).channels).toEqual([
      { name: "Fan, Bearing, radial", quantity: "acceleration", unit: "g", sensitivity: 0.1 },
    ]);
    // What was lost then is lost again, and no signal.
    const blocks = await blocksOf(setupFor(path, { sampleRate: 1000.4 }));
    expect(blocks.map(({ lostBefore, channels }) => [lostBefore, channels[0]![0]! * 32_768])).toEqual([
      [0, 1],
      [2, 2],
    ]);
    expect(blocks[1]!.time - blocks[0]!.time).toBeCloseTo(3 / 1.0004, 6);
    expect(blocks[0]!.time).toBe(5000);
  });
});
