import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { seededNoise } from "../../test/makers/seededNoise.ts";
import { temporaryFolder } from "../../test/makers/temporaryFolder.ts";
import { integerSamples, wavFile } from "../../test/makers/wavFile.ts";
import { runCommandLine } from "./cli.ts";
import { parseGeometry } from "./parseGeometry.ts";

const rate = 12_000;
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());
afterEach(() => vi.restoreAllMocks());

/** Two seconds of noise, struck at 4.9469 × 30 Hz: the inner race of a 6203 at 1800 r/min. */
const file = join(folder.path, "fan.wav");
const random = seededNoise(17);
const samples = Array.from({ length: 2 * rate }, (_, n) => {
  const since = (n % (rate / (4.9469 * 30))) / rate;
  return Math.round(8000 * (Math.exp(-900 * since) * Math.sin(2 * Math.PI * 3500 * since) + 0.05 * random()));
});
const data = integerSamples(samples, 16);
writeFileSync(file, wavFile({ code: 1, bits: 16, sampleRate: rate, channelCount: 1, data }));

async function auscult(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const written = { out: "", error: "" };
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.out += text;
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written.error += text;
    return true;
  });
  const code = await runCommandLine(["analyze", ...args]);
  vi.restoreAllMocks();
  return { code, ...written };
}

describe("auscult analyze", () => {
  it("prints the state of a bearing for eyes", async () => {
    const { code, out } = await auscult(file, "--bearing", "6203", "--rpm", "1800");
    expect(code).toBe(0);
    expect(out).toMatch(/bearing at 1800\.0 r\/min \(as given\), 60 revolutions/);
    expect(out).toMatch(/BPFI inner race +4\.9468 +148\.41 +HIT +peak 1 at order 4\.9/);
    expect(out).toMatch(/BPFO outer race +3\.053\d +91\.59 +miss/);
  });

  it("prints it as one line of JSON for programs", async () => {
    const { code, out } = await auscult(file, "--bearing", "6203", "--rpm", "1800", "--channel", "1", "--json");
    expect(code).toBe(0);
    const [channel] = JSON.parse(out).channels;
    const inner = channel.bearing.mechanisms.find((entry: { mechanism: string }) => entry.mechanism === "BPFI");
    expect(inner).toMatchObject({ hit: true, rank: 1, hidden: false });
    expect(Math.abs(inner.peak.order / 4.9469 - 1)).toBeLessThan(0.005);
    expect(channel.bearing.peaks.length).toBe(10);
    // the same by geometry
    const other = await auscult(file, "--geometry", "8,6.746,28.499", "--rpm", "1800", "--json");
    expect(JSON.parse(other.out).channels[0].bearing).toEqual(channel.bearing);
  });

  it.each([
    [["--bearing", "6203", "--rpm", "0"], /0 r\/min is out of range/],
    [["--bearing", "6203", "--rpm", "1e9"], /out of range/],
    [["--bearing", "6203", "--rpm", "fast"], /"fast" is no speed/],
    [["--bearing", "1234", "--rpm", "1800"], /no bearing "1234".*6205-2RS JEM/],
    [["--rpm", "1800"], /name it, or give its geometry/],
    [["--bearing", "6203", "--geometry", "8,6,28", "--rpm", "1800"], /not both/],
    [["--geometry", "8,6.7", "--rpm", "1800"], /is no geometry/],
    [["--bearing", "6203", "--rpm", "1800", "--channel", "2"], /has no channel "2".*1 \(/],
    [["--recipe", "nobody/1"], /no recipe "nobody\/1"/],
    [["--bearing"], /bearing/],
  ] as const)("%j fails in a sentence", async (args, sentence) => {
    const { code, out, error } = await auscult(file, ...args);
    expect([code, out]).toEqual([1, ""]);
    expect(error).toMatch(sentence);
    expect(error).not.toMatch(/ at .*\.ts:\d+/);
  });
});

describe("a geometry on the command line", () => {
  it("is elements, diameter, pitch diameter and, if there is one, the contact angle", () => {
    const geometry = { rollingElements: 16, elementDiameter: 8.4, pitchDiameter: 71.5, contactAngle: 15.17 };
    expect(parseGeometry("16,8.4,71.5,15.17")).toEqual(geometry);
    expect(parseGeometry(" 16, 8.4, 71.5").contactAngle).toBe(0);
  });

  it.each([
    "",
    "9",
    "9,7.94",
    "9,,39",
    "9,7.94,39,0,1",
    "nine,7.94,39",
    "0,7.94,39",
    "9,7.94,39,90",
    "9,40,39",
    "9.5,7,39",
  ])("is not %j", (text) => {
    expect(() => parseGeometry(text)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});
