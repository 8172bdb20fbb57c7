import { simulatedPlant } from "../../../electron/devices/simulatedPlant/simulatedPlant.ts";
import { type DriverRig, setupOf } from "../driverRig.ts";

export const simulatedPlantRig: DriverRig = {
  driver: "simulatedPlant",
  name: "simulatedPlant",
  programs: [],
  async open() {
    const [machine] = await simulatedPlant.find();
    const { address, defaultSampleRate: sampleRate } = machine!;
    const setup = setupOf("simulatedPlant", address, { sampleRate });
    return { setup, missing: "no such machine", listed: true, [Symbol.asyncDispose]: async () => {} };
  },
};
