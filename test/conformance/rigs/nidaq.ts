import { join } from "node:path";
import { vendorBench } from "../../makers/vendorLibrary/vendorBench.ts";
import { type DriverRig, folderOf, openRig, setupOf } from "../driverRig.ts";

export const nidaqRig: DriverRig = {
  driver: "nidaq",
  name: "nidaq on a counterpart of its library",
  programs: ["cc"],
  async open() {
    await using opening = new AsyncDisposableStack();
    const bench = vendorBench(join(folderOf(opening), "bench"), "nidaqDouble", true);
    const before = { ...process.env };
    Object.assign(process.env, bench.environment);
    opening.defer(() => {
      for (const name of Object.keys(bench.environment)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
      const wrong = bench.violations();
      if (wrong.length > 0 || bench.supplied() > 0) throw new Error(`NI-DAQmx was misused: ${wrong.join("; ")}`);
    });
    const setup = setupOf("nidaq", "cDAQ1Mod1", { sampleRate: 25_600, channelCount: 4, settings: { iepe: true } });
    return openRig(opening, { setup, missing: "cDAQ1Mod7", listed: true });
  },
};
