import { afterEach, expect, it, vi } from "vitest";
import { loadPortAudio } from "./portAudio.ts";

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
