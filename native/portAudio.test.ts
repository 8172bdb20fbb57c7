import { execFileSync } from "node:child_process";
import { afterEach, expect, it, vi } from "vitest";
import { loadPortAudio } from "./portAudio.ts";
import { paCodes } from "./portAudioCodes.ts";

afterEach(() => vi.unstubAllEnvs());

it("says where it looked for the library and what to do when it is not there", () => {
  vi.stubEnv("AUSCULT_PORTAUDIO", "/nowhere/libportaudio.so");
  expect(() => loadPortAudio()).toThrow(
    expect.objectContaining({
      code: "LIBRARY_MISSING",
      message: "PortAudio was not found (/nowhere/libportaudio.so). Correct AUSCULT_PORTAUDIO.",
    }),
  );
});

/** Asks the library in a process of its own, whose console is its own as well. */
function askLibrary(expression: string): unknown {
  const program = `
    const { loadPortAudio } = await import(${JSON.stringify(new URL("./portAudio.ts", import.meta.url).href)});
    const audio = loadPortAudio();
    audio.initialize();
    console.log(JSON.stringify(${expression}));
    process.exit();`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(output);
}

it.runIf(process.platform === "linux" && isInstalled())(
  "hands the bytes of a structure over, which the library reads",
  () => {
    // As pa_linux_alsa.h has it: size, host API 8, version 1, the name of a device; −2 asks for the device of that name.
    const supports = (size: number, version: number) => `audio.isFormatSupported({
    device: -2, channelCount: 1, sampleFormat: 1, suggestedLatency: 0.5,
    hostApiSpecificStreamInfo: new Uint8Array(new BigUint64Array([${size}n, 8n, ${version}n, 0n]).buffer),
  }, 48000)`;
    const answers = askLibrary(`[${[supports(32, 1), supports(40, 1), supports(32, 7)]}]`);
    // No name is no device; another size or version is not the library's structure.
    expect(answers).toEqual([-9996, paCodes.incompatibleStreamInfo, paCodes.incompatibleStreamInfo]);
  },
);

function isInstalled(): boolean {
  try {
    loadPortAudio();
    return true;
  } catch {
    return false;
  }
}
