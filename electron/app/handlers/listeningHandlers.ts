import type { CalibrationMeasurement, ListenFrame, SourceKind } from "../../contract/listeningContract.ts";
import type { DeviceInfo } from "../../devices/driver.ts";
import { driverOf, drivers } from "../../devices/drivers.ts";
import { Fault } from "../../domain/fault.ts";
import { parseMicrophoneCurve } from "../../domain/microphoneCurve.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { AppContext } from "../appContext.ts";
import type { FoundListener } from "../devices/deviceFinder.ts";
import { ListenPictures } from "../devices/listenPictures.ts";
import { listenToDevice } from "../devices/listenToDevice.ts";
import { measureCalibrator } from "../devices/measureCalibrator.ts";
import { recogniseSource } from "../devices/recogniseSource.ts";
import { withSecrets } from "../devices/withSecrets.ts";
import { latest } from "../latest.ts";
import { runUntilDone } from "../runUntilDone.ts";
import { handle } from "./handle.ts";

export function listeningHandlers({ plant, pipeline, finder, door, now }: AppContext) {
  const { listening: area } = handle;
  const used = (id: string): DeviceSetup => {
    const device = plant.plant.devices.find((each) => each.id === id);
    if (device !== undefined) return device;
    throw new Fault("NOT_FOUND", "This device is not in use any more.", { details: { id } });
  };
  const whole = (input: Pick<DeviceSetup, "driver" | "address" | "settings">) =>
    withSecrets(input, plant.plant.devices);
  const withUse = (device: DeviceInfo) => ({
    ...device,
    inUse: plant.plant.devices.some(({ id }) => id === device.id),
  });
  return {
    kinds: area.kinds.handler(() =>
      drivers.flatMap(({ kind, form, preview }): SourceKind[] =>
        form === undefined ? [] : [{ driver: kind, form, previews: preview !== undefined }],
      ),
    ),
    found: area.found.handler(async function* ({ signal }) {
      let told = "";
      for await (const devices of latest((listener: FoundListener) => finder.watch(listener), signal)) {
        const shown = devices.map(withUse);
        const text = JSON.stringify(shown);
        if (text === told) continue;
        told = text;
        yield shown;
      }
    }),
    recognise: area.recognise.handler(async ({ input, signal }) => {
      const stop = signal ?? new AbortController().signal;
      using _ = await door.enter(input.address);
      const { address, ask } = input;
      return (await recogniseSource(address, drivers, plant.plant.devices, stop, ask)).map(withUse);
    }),
    preview: area.preview.handler(async function* ({ input, signal }) {
      const driver = driverOf(input.driver);
      const stop = new AbortController();
      const end = () => stop.abort();
      signal?.addEventListener("abort", end);
      try {
        if (driver.preview === undefined) {
          throw new Fault(
            "BAD_INPUT",
            `A source of the kind ${driver.kind} cannot be shown before it is taken into use.`,
          );
        }
        using _ = await door.enter(input.address);
        yield* driver.preview(input.address, whole(input), stop.signal);
      } finally {
        signal?.removeEventListener("abort", end);
        stop.abort();
      }
    }),
    listen: area.listen.handler(async function* ({ input, signal }) {
      if ("id" in input) {
        const device = used(input.id);
        const points = plant.plant.points.filter(({ deviceId }) => deviceId === device.id);
        const signals = Array.from({ length: device.channelCount }, (_, channel) => ({
          signal: points.find((point) => point.channel === channel)?.signal,
        }));
        const pictures = new ListenPictures(device.channelCount, signals);
        yield* latest((listener: (frame: ListenFrame) => void) => {
          return pipeline.tapBlocks(device.id, (block) => {
            const findings = pipeline.sensorFindings().filter(({ deviceId }) => deviceId === device.id);
            const frame = pictures.push(block, findings);
            if (frame !== undefined) listener(frame);
          });
        }, signal);
        return;
      }
      using _ = await door.enter(input.address);
      const { driver: kind, ...rest } = input;
      const settings = whole(input);
      const setup = { ...rest, settings, id: `${kind}:${input.address}`, driver: kind, name: input.address };
      yield* runUntilDone<ListenFrame>((show, stop) => listenToDevice(driverOf(kind), setup, stop, now, show), signal);
    }),
    calibrate: area.calibrate.handler(async function* ({ input, signal }) {
      const device = used(input.deviceId);
      yield* runUntilDone<CalibrationMeasurement>(
        (show, stop) => measureCalibrator(pipeline, device, input, stop, show),
        signal,
      );
    }),
    readResponse: area.readResponse.handler(({ input }) => parseMicrophoneCurve(input.text, input.name)),
  };
}
