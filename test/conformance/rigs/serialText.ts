import { join } from "node:path";
import { serialWriter } from "../../makers/serialWriter.ts";
import { socatPair } from "../../makers/socatPair.ts";
import { type DriverRig, folderOf, openRig, setupOf } from "../driverRig.ts";

export const serialTextRig: DriverRig = {
  driver: "serialText",
  name: "serialText on a pseudo-terminal",
  programs: ["socat"],
  async open() {
    await using opening = new AsyncDisposableStack();
    const folder = folderOf(opening);
    const pair = opening.use(await socatPair(folder));
    const stop = new AbortController();
    const writing = serialWriter(pair.device, { rate: 1000, stop: stop.signal, line: (i) => `${i}\t${-i / 8}` });
    opening.defer(async () => {
      stop.abort();
      await writing;
    });
    const setup = setupOf("serialText", pair.station, {});
    return openRig(opening, { setup, missing: join(folder, "ttyUSB9"), listed: false });
  },
};
