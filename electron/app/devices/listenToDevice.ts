import type { ListenFrame } from "../../contract/listeningContract.ts";
import type { CaptureReport } from "../../devices/captureReport.ts";
import type { Driver } from "../../devices/driver.ts";
import { keepCapturing } from "../../devices/keepCapturing.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { UtcMilliseconds } from "../../domain/units.ts";
import { SensorWatch } from "../../pipeline/sensorWatch.ts";
import { ListenPictures } from "./listenPictures.ts";

/**
 * Listens to a device that is not in use, for as long as `signal` lets it: captured like one in use, and nothing of it is kept.
 * A device that is lost or silent is told in a look without levels, and tried again.
 */
export async function listenToDevice(
  driver: Driver,
  setup: DeviceSetup,
  signal: AbortSignal,
  now: () => UtcMilliseconds,
  show: (frame: ListenFrame) => void,
): Promise<void> {
  const { id: deviceId, sampleRate, channelCount } = setup;
  const pictures = new ListenPictures(channelCount);
  const watch = new SensorWatch({ deviceId, sampleRate, channelCount, driver: setup.driver, points: [], every: 1 });
  const report = (told: CaptureReport) => {
    if (told.kind !== "condition" || told.fault === undefined) return;
    show({ time: now(), sampleRate, message: told.fault.message, channels: [], findings: [] });
  };
  for await (const block of keepCapturing(driver, setup, { stop: signal, report, now })) {
    watch.push(block);
    const frame = pictures.push(block, watch.findings());
    if (frame !== undefined) show(frame);
  }
}
