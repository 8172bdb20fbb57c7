import type { CalibrationMeasurement } from "../../contract/listeningContract.ts";
import { SilenceTimer } from "../../devices/silenceTimer.ts";
import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup } from "../../domain/plant.ts";
import type { Hertz, Milliseconds, Seconds } from "../../domain/units.ts";
import { CalibratorTone } from "../../features/calibratorTone.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";

export interface CalibratorWish {
  readonly channel: number;
  /** What the calibrator gives: its frequency, and its RMS level in the unit that the sensitivity is wanted for. */
  readonly frequency: Hertz;
  readonly level: number;
  readonly seconds: Seconds;
}

/** A device that is silent for so long is not going to be calibrated. */
const patience: Milliseconds = 3000;

/**
 * Measures a calibrator on a channel of a device in use, and shows how it stands several times a second.
 * @returns when `seconds` of samples were heard, or `signal` was aborted
 * @throws Fault BAD_INPUT for a channel the device does not have; DEVICE_STALLED when it delivers nothing
 */
export async function measureCalibrator(
  pipeline: Pick<Pipeline, "tapBlocks">,
  device: DeviceSetup,
  wish: CalibratorWish,
  signal: AbortSignal,
  show: (measurement: CalibrationMeasurement) => void,
): Promise<void> {
  const { id, name, sampleRate, channelCount } = device;
  const { channel, frequency, level, seconds } = wish;
  if (channel >= channelCount) {
    throw new Fault("BAD_INPUT", `${name} has ${channelCount} channels; there is no channel ${channel + 1}.`);
  }
  const tone = new CalibratorTone({ sampleRate, frequency, level });
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const silent = () =>
    reject(new Fault("DEVICE_STALLED", `${name} delivers nothing. Plug it in again, then calibrate.`));
  using stall = new SilenceTimer(patience, silent);
  const untap = pipeline.tapBlocks(id, ({ channels, lostBefore }) => {
    stall.expect(patience);
    const samples = channels[channel];
    if (samples === undefined) return;
    if (lostBefore > 0) tone.interrupt();
    tone.push(samples);
    const measurement = tone.measurement();
    show(measurement);
    if (measurement.elapsed >= seconds) resolve();
  });
  const end = () => resolve();
  signal.addEventListener("abort", end);
  try {
    await over;
  } finally {
    signal.removeEventListener("abort", end);
    untap();
  }
}
