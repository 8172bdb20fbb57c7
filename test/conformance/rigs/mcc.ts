import { join } from "node:path";
import { vendorBench } from "../../makers/vendorLibrary/vendorBench.ts";
import { type DriverRig, folderOf, openRig, setupOf } from "../driverRig.ts";

export const mccRig: DriverRig = {
  driver: "mcc",
  name: "mcc on a counterpart of its library",
  programs: ["cc"],
  async open() {
    await using opening = new AsyncDisposableStack();
    const bench = vendorBench(join(folderOf(opening), "bench"), "uldaqDouble", true);
    const before = { ...process.env };
    Object.assign(process.env, bench.environment);
    opening.defer(() => {
      for (const name of Object.keys(bench.environment)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
      const wrong = bench.violations();
      if (wrong.length > 0 || bench.supplied() > 0) throw new Error(`uldaq was misused: ${wrong.join("; ")}`);
    });
    const setup = setupOf("mcc", "DT9837A/02DEADBE", { sampleRate: 25_600, channelCount: 4, settings: { iepe: true } });
    return openRig(opening, { setup, missing: "DT9837A/99999999", listed: true });
  },
};
