import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { otherDataset, type UffMakeUp, uffFile } from "../../../test/makers/uffFile.ts";
import { openRecording } from "./openRecording.ts";
import { readRecording } from "./readRecording.ts";
import { recordedFile } from "./recordedFile.ts";

const folder = mkdtempSync(join(tmpdir(), "uff-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (content: Buffer | string) => {
  const path = join(folder, "route.uff");
  writeFileSync(path, content);
  return path;
};

/** Exact in five digits and in 32 bits. */
const values = Array.from({ length: 25 }, (_, n) => (n % 2 ? -n : n + 1) / 4);

describe.each([undefined, "little", "big"] as const)("values written as %s", (binary) => {
  it.each([2, 4])("of ordinate type %d", async (ordinate) => {
    const made: UffMakeUp[] = [
      { name: "Drive end", ordinate, values, unit: "m/s^2", step: 1 / 51_200, binary },
      { ordinate, values: values.map((value) => -value), unit: "V", step: 1 / 51_200, binary },
    ];
    const path = file(uffFile(made, otherDataset(151, ["route", "-1.5"])));
    const { channels, sampleRate, names } = await readRecording(path);
    expect(sampleRate).toBe(51_200);
    expect(names).toEqual(["Drive end", "PUMP 7 -Z"]);
    expect(channels.map((each) => [...each])).toEqual([values, values.map((value) => -value)]);
    expect((await recordedFile.describe(path, {})).channels).toEqual([
      { name: "Drive end", quantity: "acceleration", unit: "m/s²", sensitivity: 1 },
      { name: "PUMP 7 -Z", quantity: "voltage", unit: "V", sensitivity: 1 },
    ]);
  });

  it.each([5, 6])("of complex ordinate type %d: the real part", async (ordinate) => {
    const pairs = values.flatMap((value) => [value, 1000]);
    const { channels, names } = await readRecording(file(uffFile([{ name: "A", ordinate, values: pairs, binary }])));
    expect(names).toEqual(["A (real part)"]);
    expect([...channels[0]!]).toEqual(values);
  });
});

it("reads full columns, which leave no blank between the numbers, FORTRAN's D, and lines that end as on Windows", async () => {
  const text = uffFile([{ values: [1, 2, 3, 4, 5, 6, 7] }]).toString("latin1");
  const full = ["-1.500000E+00", "-2.500000E+00", "-3.500000D+00", " 4.500000E+00", " 5.500000E+00", "-6.500000E+00"];
  const line = text.split("\n").find((each) => each.startsWith("  1.00000E+00"))!;
  const path = file(text.replace(line, full.join("")).replaceAll("\n", "\r\n"));
  expect([...(await readRecording(path)).channels[0]!]).toEqual([-1.5, -2.5, -3.5, 4.5, 5.5, -6.5, 7]);
});

it.each(["utf8", "latin1"] as const)(
  "reads lines filled up with blanks, exponents of three digits and a unit in %s",
  async (code) => {
    const text = uffFile([{ name: "1x : m/s²", values: [1.5, 2, 3, 4, 5, 6, 7], unit: "m/s²", step: 5e-5 }]).toString(
      "latin1",
    );
    const filled = text.replaceAll(/E([+-])(\d\d)(?= {2}\d|\n {8}17)/g, "E$1" + "0$2").split("\n");
    const padded = filled.map((line) => line.padEnd(80)).join("\r\n");
    const path = file(Buffer.from(padded, code));
    expect((await readRecording(path)).sampleRate).toBe(20_000);
    expect((await recordedFile.describe(path, {})).channels).toEqual([
      { name: "1x : m/s²", quantity: "acceleration", unit: "m/s²", sensitivity: 1 },
    ]);
  },
);

it("is not misled by binary values that look like the end of a dataset", async () => {
  const bytes = Buffer.from("\n    -1\n    -1\n ", "latin1");
  const odd = Array.from({ length: 4 }, (_, i) => bytes.readFloatLE(4 * i));
  const path = file(
    uffFile([
      { values: odd, binary: "little" },
      { values: odd, binary: "little" },
    ]),
  );
  const { channels } = await readRecording(path);
  expect(channels.map((each) => [...each])).toEqual([odd, odd]);
});

it("knows when it was measured", async () => {
  const at = await openRecording(file(uffFile([{ values, written: "22-NOV-26 12:34:56", from: -0.5 }])));
  expect(at.startTime).toBe(new Date(2026, 10, 22, 12, 34, 56).getTime() - 500);
  expect((await openRecording(file(uffFile([{ values }])))).startTime).toBeUndefined();
});

it.each<[string, string | Buffer, string]>([
  ["spectra", uffFile([{ type: 2, values }]), "holds no time data, but functions of the type auto spectrum (2). "],
  [
    "other datasets",
    otherDataset(15, ["1"]) + otherDataset(2411, ["2"]),
    "holds no time data, but datasets 15, 2411. Export the time signals as dataset 58.",
  ],
  ["uneven steps", uffFile([{ name: "A", evenly: false, values }]), 'holds "A" with unevenly spaced samples.'],
  [
    "functions of different length",
    uffFile([
      { name: "A", values },
      { name: "B", values: [1, 2] },
    ]),
    'holds functions that do not belong together: "A" has 25 samples every 0.001 s, "B" (number 2) 2 every 0.001 s.',
  ],
  [
    "fewer values than promised",
    uffFile([{ name: "A", count: 26, values }]),
    'holds in "A" the end of the dataset, too',
  ],
  ["more values than promised", uffFile([{ name: "A", count: 24, values }]), 'holds in "A" more than the 24 values'],
  [
    "a cut binary",
    uffFile([{ values, binary: "big" }]).subarray(0, -30),
    "its header promises 25 values, the file ends",
  ],
  ["a cut text", uffFile([{ values }]).subarray(0, -60), "cannot be read: dataset 1 has no end."],
  [
    "a word",
    uffFile([{ name: "A", values }])
      .toString("latin1")
      .replace("2.50000E-01", "a quarter"),
    'holds in "A" "',
  ],
  [
    "NaN",
    uffFile([{ name: "A", values: [1, Number.NaN], binary: "little" }]),
    'holds in "A" NaN where numbers should be.',
  ],
  [
    "numbers of a VAX",
    uffFile([{ values, binary: "little" }])
      .toString("latin1")
      .replace("58b     1     2", "58b     1     1"),
    "dataset 1: its binary numbers are not IEEE 754 (format 1).",
  ],
])("refuses %s and says why", async (_, content, what) => {
  const path = file(typeof content === "string" ? Buffer.from(content, "latin1") : content);
  const message = expect.stringContaining(what);
  await expect(recordedFile.describe(path, {})).rejects.toMatchObject({ code: "BAD_FILE", message });
});
