import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeWav } from "../../../electron/domain/wav.ts";
import { type DriverRig, folderOf, openRig, setupOf } from "../driverRig.ts";

/** A recorder that puts a new recording of a second into the folder five times a second, for as long as it stands. */
export const watchFolderRig: DriverRig = {
  driver: "watchFolder",
  name: "watchFolder beside a recorder",
  programs: [],
  async open() {
    await using opening = new AsyncDisposableStack();
    const folder = folderOf(opening);
    const ramp = Float32Array.from({ length: 5120 }, (_, i) => i / 5120);
    const bytes = encodeWav([ramp, ramp.map((value) => -value)], 5120);
    let count = 0;
    const record = () => writeFileSync(join(folder, `recording ${++count}.wav`), bytes);
    record();
    const timer = setInterval(record, 200);
    opening.defer(() => clearInterval(timer));
    const settings = { settleSeconds: 0.05 };
    const setup = setupOf("watchFolder", folder, { sampleRate: 5120, settings });
    return openRig(opening, { setup, missing: join(folder, "gone"), listed: false });
  },
};
