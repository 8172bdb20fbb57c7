import { labjackBox } from "../../makers/labjackBox.ts";
import { type DriverRig, openRig, setupOf } from "../driverRig.ts";

export const labjackRig: DriverRig = {
  driver: "labjack",
  name: "labjack on a counterpart that speaks its packets",
  programs: [],
  async open() {
    await using opening = new AsyncDisposableStack();
    const box = opening.use(await labjackBox());
    opening.defer(() => {
      if (box.violations().length > 0) throw new Error(`The LabJack was misused: ${box.violations().join("; ")}`);
      if (box.isStreaming()) throw new Error("The LabJack was left streaming.");
    });
    const settings = { ...box.settings, channels: "0-3" };
    const setup = setupOf("labjack", box.address, { sampleRate: 5000, channelCount: 3, settings });
    return openRig(opening, { setup, missing: "127.0.0.2", listed: false });
  },
};
