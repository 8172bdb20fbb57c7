import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeWav } from "../../../electron/domain/wav.ts";
import { type DriverRig, folderOf, openRig, setupOf } from "../driverRig.ts";

export const recordedFileRigs: readonly DriverRig[] = ["real time", "as fast as possible"].map((pace) => ({
  driver: "recordedFile",
  name: `recordedFile ${pace}`,
  programs: [],
  async open() {
    await using opening = new AsyncDisposableStack();
    const folder = folderOf(opening);
    const path = join(folder, "machine.wav");
    const ramp = Float32Array.from({ length: 10_240 }, (_, i) => i / 10_240);
    writeFileSync(path, encodeWav([ramp, ramp.map((value) => -value)], 5120));
    const setup = setupOf("recordedFile", path, { sampleRate: 5120, settings: { pace, loop: true } });
    return openRig(opening, { setup, missing: join(folder, "gone.wav"), listed: false });
  },
}));
