import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { type MatMakeUp, matFile } from "../../../test/makers/matFile.ts";
import { readRecording } from "./readRecording.ts";

const folder = mkdtempSync(join(tmpdir(), "mat-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (content: Buffer) => {
  const path = join(folder, "signal.mat");
  writeFileSync(path, content);
  return path;
};
const read = (content: Buffer, variable?: string) => readRecording(file(content), 100, { variable });

/** Written by SciPy 1.17 (savemat), compressed: X097_DE_time and X097_FE_time, 40 × 1, X097RPM, fs, a text, a struct. */
const compressed = Buffer.from(
  "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IE1vbiBOb3YgMjMgMDA6MDk6NDAgMjAyNgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0PAAAAtgAAAHicLcwxCsIwFMbx10GpIE7iKOKkThXBUlRMpVJwkCIiRYRWxMHBzQPkKI6ODu7mCB7B0RM4m/p9gcePPy9JTUS0I1K2ugKLU2J37Dicqp3UC/wsmmeX0/lY3KvYUQ4fmZn5e6eaetSEbKoVzKfsCXsEJWAPuR+wPe57/LfNbtDvE7oK75pQuvDaZ/vsMVQhTCK+i+Frwf0SfhJoVvC25j8bdsr9lvd3sJXBRw7fe1g/qB/m0jS1DwAAALcAAAB4nONjYGBoYGRgYAPSHAwQGgRYoXwNIGaEYh4gjjCwNI93c40vycxNBanjBGIHRqimA0UOYHoDlG6A0gZQ+kAhlA+lGwogdEI+lJ8L5WdDaIZMKD8NKp8M5SdA5aOg5gZB+W5QWg1KWxyA6POD0AyREHpBIpSfDuXnQGiHQggdUALVVw6hL1RB5esg9IsGCH2gCUKvaIGa0wbld0Dlu6DqeyC0Qj+E3jIBQj+YCKFFJh8AAOMaPTgPAAAALQAAAHic42NgYHAAYjYg5gBiPgYIYIXyGZEwOxBHGFiaBwX4MvBA5VnYIeoBSFQCiA8AAAAoAAAAeJzjY2BgsABiNiDmgNIgwArlM8IxE0NaMQMDJ1QcDAqOOwAAK+cCzg8AAAAsAAAAeJzjY2BgsABiNiDmAGIWBghghfIZoWxGoExefkmqAJSfkZqTkw+kAUTlBFAPAAAAOAAAAHic42NgYKgAYjYg5gBiJgYIYIXyGeGYkaEYLM4CVsMIJBOBNB8QWyDp58OpHwJ4kMRBAACsygIR",
  "base64",
);
/** Written by SciPy as well: data, int16, 2 × 40, and Fs, uint16, uncompressed. */
const rows = Buffer.from(
  "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IE1vbiBOb3YgMjMgMDA6MDk6NDAgMjAyNgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0OAAAA0AAAAAYAAAAIAAAACgAAAAAAAAAFAAAACAAAAAIAAAAoAAAAAQAEAGRhdGEDAAAAoAAAANT+qP3V/qr92P6w/d3+uv3k/sj97f7a/fj+8P0F/wr+FP8o/iX/Sv44/3D+Tf+a/mT/yP59//r+mP8w/7X/av/U/6j/9f/q/xgAMAA9AHoAZADIAI0AGgG4AHAB5QDKARQBKAJFAYoCeAHwAq0BWgPkAcgDHQI6BFgCsASVAioF1AKoBRUDKgZYA7AGnQM6B+QDyActBFoIeATwCMUEigkOAAAAMAAAAAYAAAAIAAAACwAAAAAAAAAFAAAACAAAAAEAAAABAAAAAQACAEZzAAAEAAIAAGQAAA==",
  "base64",
);

describe("files of another program", () => {
  it("compressed, by the name of the variable", async () => {
    const { channels, names, sampleRate } = await read(compressed, "X097_DE_time");
    expect({ names, sampleRate }).toEqual({ names: ["X097_DE_time"], sampleRate: 12_000 });
    expect([...channels[0]!]).toEqual(Array.from({ length: 40 }, (_, n) => (n ** 2 - 300) / 8));
  });

  it("several variables of one pattern become channels", async () => {
    const { channels, names } = await read(compressed, "*_?E_time");
    expect(names).toEqual(["X097_DE_time", "X097_FE_time"]);
    expect(channels.map((each) => each[39])).toEqual([152.625, -1221]);
  });

  it("integers in rows, with their rate", async () => {
    const { channels, names, sampleRate } = await read(rows);
    expect({ names, sampleRate }).toEqual({ names: ["data (1)", "data (2)"], sampleRate: 25_600 });
    expect([...channels[1]!]).toEqual(Array.from({ length: 40 }, (_, n) => 2 * (n ** 2 - 300)));
  });

  it("which variable, when nothing says it", async () => {
    await expect(read(compressed)).rejects.toMatchObject({
      code: "BAD_INPUT",
      message: `${join(folder, "signal.mat")} holds more than one signal. Name one of these as variable: X097_DE_time (40 × 1), X097_FE_time (40 × 1).`,
      details: { candidates: ["X097_DE_time", "X097_FE_time"] },
    });
    await expect(read(compressed, "X098*")).rejects.toMatchObject({ code: "BAD_INPUT" });
    await expect(read(compressed, "note")).rejects.toMatchObject({
      message: expect.stringContaining('"note" is a char, no signal.'),
    });
  });
});

const signal: MatMakeUp = { name: "x", rows: 20, columns: 2, values: Array.from({ length: 40 }, (_, n) => n) };

describe.each([true, false])("little-endian %s", (little) => {
  for (const kind of [
    "double",
    "single",
    "int8",
    "uint8",
    "int16",
    "uint16",
    "int32",
    "uint32",
    "int64",
    "uint64",
  ] as const) {
    it.each([false, true])(`${kind}, compressed %s`, async (packed) => {
      const { channels } = await read(matFile([{ ...signal, kind, compressed: packed }], little));
      expect(channels.map((each) => [...each])).toEqual([signal.values.slice(0, 20), signal.values.slice(20)]);
    });
  }
});

it("leaves the time beside the signal out, and a rate that is none", async () => {
  const column = { rows: 40, columns: 1, values: signal.values };
  const fs = { name: "fs", rows: 1, columns: 1, values: [0] };
  const content = matFile([{ ...column, name: "t" }, fs, { ...column, name: "acceleration" }]);
  await expect(readRecording(file(content))).rejects.toMatchObject({
    message: expect.stringContaining("does not say its sample rate."),
  });
  const { names, sampleRate } = await readRecording(file(content), 100);
  expect({ names, sampleRate }).toEqual({ names: ["acceleration"], sampleRate: 100 });
});

it.each<[string, Buffer, string, string]>([
  [
    "HDF5",
    Buffer.from("MATLAB 7.3 MAT-file, Platform"),
    "BAD_FILE",
    "is an HDF5 file (MATLAB 7.3), which is not read. Save it in MATLAB with -v7.",
  ],
  [
    "version 4",
    Buffer.from([0, 0, 0, 0, 40, 0, 0, 0]),
    "BAD_FILE",
    "is named .mat but is no MATLAB file of version 5.",
  ],
  [
    "parameters alone",
    matFile([{ name: "p", rows: 1, columns: 3, values: [1, 2, 3] }]),
    "BAD_FILE",
    "holds no signal. Save the signal as a matrix of numbers; it holds p (1 × 3).",
  ],
  ["a cut file", matFile([signal]).subarray(0, 300), "BAD_FILE", "it ends in the middle of variable 1."],
  [
    "infinity",
    matFile([{ ...signal, values: signal.values.map((n) => (n === 5 ? Infinity : n)) }]),
    "BAD_FILE",
    "sample 6 of x is Infinity,",
  ],
  [
    "signals of different length by one pattern",
    matFile([
      { ...signal, name: "x1" },
      { ...signal, name: "x2", rows: 40, columns: 1 },
    ]),
    "BAD_INPUT",
    "has signals of different length",
  ],
])("refuses %s and says why", async (_, content, code, what) => {
  await expect(
    readRecording(file(content), 100, { variable: code === "BAD_INPUT" ? "x*" : undefined }),
  ).rejects.toMatchObject({
    code,
    message: expect.stringContaining(what),
  });
});

it("does not take the memory that a damaged header claims, nor that of a bomb", async () => {
  const claimed = matFile([{ ...signal, values: [] }]);
  // 20 × 2 become 60 million × 2, and the numbers behind them are said to be as many.
  claimed.writeUInt32LE(60_000_000, 128 + 8 + 16 + 8);
  claimed.writeUInt32LE(960_000_000, claimed.length - 4);
  const packed = deflateSync(claimed.subarray(128));
  const tag = Buffer.alloc(8);
  tag.writeUInt32LE(15, 0);
  tag.writeUInt32LE(packed.length, 4);
  await expect(read(Buffer.concat([claimed.subarray(0, 128), tag, packed]))).rejects.toMatchObject({
    message: expect.stringContaining("is damaged: x claims 60000000 × 2 numbers."),
  });
  const zeros = deflateSync(Buffer.concat([claimed.subarray(128), Buffer.alloc(20_000_000)]));
  tag.writeUInt32LE(zeros.length, 4);
  await expect(read(Buffer.concat([claimed.subarray(0, 128), tag, zeros]))).rejects.toMatchObject({ code: "BAD_FILE" });
});

it("needs no memory for what it has read of an uncompressed file", () => {
  const path = file(matFile([{ name: "x", rows: 4_000_000, columns: 1, values: Array(4_000_000).fill(1) }]));
  const program = `
    const { openRecording } = await import(${JSON.stringify(new URL("./openRecording.ts", import.meta.url).href)});
    let samples = 0;
    for await (const block of (await openRecording(${JSON.stringify(path)})).blocks(4096)) samples += block[0].length;
    console.log(samples, process.resourceUsage().maxRSS < 150_000);`;
  const limits = ["--max-old-space-size=24", "--input-type=module", "-e", program];
  expect(execFileSync(process.execPath, limits, { encoding: "utf8" }).trim()).toBe("4000000 true");
});
