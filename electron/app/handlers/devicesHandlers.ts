import type { DeviceLevels, FoundDevice } from "../../contract/devicesContract.ts";
import type { DeviceInfo } from "../../devices/driver.ts";
import { driverOf } from "../../devices/drivers.ts";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { AppContext } from "../appContext.ts";
import { describeSource } from "../devices/describeSource.ts";
import { deviceHistory } from "../devices/deviceHistory.ts";
import { formOf } from "../devices/formOf.ts";
import { echoSecrets, hideSecrets } from "../devices/secretSettings.ts";
import { withSecrets } from "../devices/withSecrets.ts";
import { latest } from "../latest.ts";
import { handle } from "./handle.ts";

export function devicesHandlers({ store, plant, pipeline, finder, door }: AppContext) {
  const { devices: area } = handle;
  const withUse = (device: DeviceInfo): FoundDevice => ({
    ...device,
    inUse: plant.plant.devices.some((used) => used.id === device.id),
  });
  const whole = (input: Pick<DeviceSetup, "driver" | "address" | "settings">) =>
    withSecrets(input, plant.plant.devices);
  return {
    find: area.find.handler(async () => (await finder.look()).map(withUse)),
    describe: area.describe.handler(async ({ input }) => {
      using _ = await door.enter(input.address);
      const { driver, address } = input;
      const info = await describeSource(driverOf(driver), address, whole(input), plant.plant.devices);
      return { ...withUse(info), settings: echoSecrets(info.settings, formOf(driver), input.settings) };
    }),
    add: area.add.handler(async ({ input }) => {
      using _ = await door.enter(input.address);
      const given = whole(input);
      const info = await describeSource(driverOf(input.driver), input.address, given, plant.plant.devices);
      if (info.sampleRates.length > 0 && !info.sampleRates.includes(input.sampleRate)) {
        throw new Fault(
          "RATE_NOT_OFFERED",
          `${info.name} does not offer ${input.sampleRate} Hz. It offers ${info.sampleRates.join(", ")} Hz.`,
          { details: { device: info.name, asked: input.sampleRate, offered: info.sampleRates } },
        );
      }
      const { name, driver, address, sampleRate, channelCount } = input;
      const settings = { ...info.settings, ...given };
      const channels = info.channels.slice(0, channelCount);
      const setup = { id: info.id, name, driver, address, sampleRate, channelCount, settings, channels };
      const added = await plant.addDevice(setup);
      return { ...added, settings: hideSecrets(added.settings, formOf(driver)) };
    }),
    remove: area.remove.handler(async ({ input }) => {
      await plant.removeDevice(input.id);
      return { removed: true } as const;
    }),
    history: area.history.handler(({ input }) => {
      const { deviceId: id } = input;
      const device = plant.plant.devices.find((each) => each.id === id);
      // What a device lost that is not in use any more is still there; of its channels nothing is known.
      return deviceHistory(store, device ?? { id, sampleRate: 0, channelCount: 0 }, input);
    }),
    levels: area.levels.handler(async function* ({ input, signal }) {
      yield* latest((listener: (levels: DeviceLevels) => void) => {
        return pipeline.listenToLevels(input.id, (time, channels) => listener({ deviceId: input.id, time, channels }));
      }, signal);
    }),
  };
}
