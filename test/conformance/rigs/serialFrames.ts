import { join } from "node:path";
import { exampleFrameFormat } from "../../../electron/domain/frameFormat.ts";
import type { DeviceSetup } from "../../../electron/domain/plant.ts";
import { exampleFrame, vibrationFrame, witTurn } from "../../makers/frames.ts";
import { serialWriter } from "../../makers/serialWriter.ts";
import { socatPair } from "../../makers/socatPair.ts";
import { type DriverRig, folderOf, openRig, setupOf } from "../driverRig.ts";

/** A device that sends frames over a pseudo-terminal. */
function frameRig(driver: string, frame: (index: number) => Buffer, more: Partial<DeviceSetup>): DriverRig {
  return {
    driver,
    name: `${driver} on a pseudo-terminal`,
    programs: ["socat"],
    async open() {
      await using opening = new AsyncDisposableStack();
      const folder = folderOf(opening);
      const pair = opening.use(await socatPair(folder));
      const stop = new AbortController();
      const setup = setupOf(driver, pair.station, more);
      const writing = serialWriter(pair.device, { rate: setup.sampleRate, stop: stop.signal, line: frame });
      opening.defer(async () => {
        stop.abort();
        await writing;
      });
      return openRig(opening, { setup, missing: join(folder, "ttyUSB9"), listed: false });
    },
  };
}

export const serialFramesRigs: readonly DriverRig[] = [
  frameRig("serialFrames", (i) => exampleFrame([i % 1000, -(i % 1000), 7]), {
    channelCount: 3,
    settings: { frame: JSON.stringify(exampleFrameFormat) },
  }),
  frameRig("witMotion", witTurn, { sampleRate: 200, channelCount: 10 }),
  frameRig("witMotionVibration", (i) => vibrationFrame([i % 500, 2, 3, 0, 0, 0, 2790, 67, 71, 10, 37, 37, 37], 32), {
    sampleRate: 10,
    channelCount: 13,
  }),
];
