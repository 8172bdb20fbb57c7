import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { drivers } from "../../electron/devices/drivers.ts";
import { encodeWav } from "../../electron/domain/wav.ts";
import { sourceNames } from "../../electron/shell/sourceNames.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const launcher = fileURLToPath(new URL("../../electron/shell/launch.mjs", import.meta.url));

function auscult(...args: string[]) {
  return spawnSync(process.execPath, [launcher, ...args], { encoding: "utf8" });
}

describe("auscult doctor", () => {
  it("says what this computer offers", () => {
    using folder = temporaryFolder();
    const { stdout, status } = auscult("doctor", "--data", folder.path, "--json");
    const { checks, devices } = JSON.parse(stdout);
    const named = Object.fromEntries(checks.map((check: { what: string }) => [check.what, check]));
    expect(named.runtime).toMatchObject({ ready: true, finding: expect.stringContaining(process.versions.node) });
    expect(named.database.finding).toMatch(/^SQLite 3\.\d+/);
    expect(named.disk.finding).toContain(folder.path);
    for (const driver of ["recordedFile", "serialText", "simulatedPlant", "usbAudio"]) {
      expect(named[driver], driver).toMatchObject({ optional: true, finding: expect.stringMatching(/\w+ \w+/) });
    }
    if (process.platform === "linux") {
      for (const subject of ["serial ports", "sound devices", "USB measurement boxes"]) {
        const permission = { optional: true, finding: expect.stringMatching(/ (root|may|group|rule) /) };
        expect(named[`permission for ${subject}`], subject).toMatchObject(permission);
      }
    }
    // Whoever has no such box is told how its library is had; that is no reason to fail.
    expect(named.mcc.finding).toMatch(/uldaq/);
    expect(named.nidaq.finding).toMatch(/NI-DAQmx/);
    expect(devices).toBeInstanceOf(Array);
    expect(status).toBe(0);
  });
});

it("auscult doctor has a name for each kind of source that people look for", () => {
  expect(Object.keys(sourceNames).toSorted()).toEqual(drivers.map(({ kind }) => kind).toSorted());
});

describe("every command", () => {
  it.each(["station", "doctor", "analyze", "evaluate"])("tells how it is used: %s --help", (name) => {
    const { stdout, status } = auscult(name, "--help");
    expect(stdout).toMatch(new RegExp(`^  auscult ${name} `));
    expect(status).toBe(0);
  });
});

describe("auscult analyze", () => {
  it("prints the features of a recording", () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "tone.wav");
    const sampleRate = 8000;
    const tone = Float32Array.from(
      { length: 3 * sampleRate },
      (_, n) => 0.5 * Math.sin((2 * Math.PI * 1000 * n) / sampleRate),
    );
    writeFileSync(file, encodeWav([tone, new Float32Array(tone.length)], sampleRate));
    const { stdout, status } = auscult("analyze", file, "--json");
    expect(status).toBe(0);
    const { sampleRate: rate, duration, channels } = JSON.parse(stdout);
    expect([rate, duration, channels.length]).toEqual([sampleRate, 3, 2]);
    // A sine of amplitude 0.5: RMS 0.5/√2, crest √2, kurtosis 1.5.
    expect(channels[0].features.rms).toBeCloseTo(0.5 / Math.SQRT2, 4);
    expect(channels[0].features["crest factor"]).toBeCloseTo(Math.SQRT2, 3);
    expect(channels[0].features.kurtosis).toBeCloseTo(1.5, 3);
    expect(channels[1], "a silent channel has no features, and no NaN").toMatchObject({ windows: 0, features: {} });
    expect(auscult("analyze", file).stdout).toContain("2 channels, 8000 Hz, 3.00 s");
  });

  it("says what is wrong with a recording, a name or a command", () => {
    using folder = temporaryFolder();
    const short = join(folder.path, "short.wav");
    writeFileSync(short, encodeWav([new Float32Array(100)], 8000));
    const { stdout, status } = auscult("analyze", short, "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      code: "TOO_LITTLE_DATA",
      message: expect.stringContaining("short.wav"),
    });
    expect(auscult("analyze", join(folder.path, "none.wav")).stderr).toContain("none.wav");
    expect(auscult("analyze").stderr).toContain("Name one recording");
    const unknown = auscult("listen");
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('There is no command "listen"');
    expect(auscult("station", "--port", "many").stderr).toContain('"many" is not a port');
    expect(auscult("station", "--volume", "11").stderr).toContain("--volume");
  });
});
