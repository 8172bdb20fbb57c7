import type { DeviceId, Point } from "../domain/plant.ts";
import type { SampleBlock } from "../domain/sampleBlock.ts";
import type { SensorFinding } from "../domain/sensorFinding.ts";
import type { Hertz, Seconds } from "../domain/units.ts";

export interface WatchedDevice {
  readonly deviceId: DeviceId;
  /** As it was set up. */
  readonly sampleRate: Hertz;
  readonly channelCount: number;
  /** Kind of its driver: it says what full scale is. */
  readonly driver: string;
  /** Points of this device; none for one that is not in use yet. */
  readonly points: readonly Point[];
  /** Between two looks at a channel that is well; a suspicious one is looked at all the time. 1 while a person listens. */
  readonly every?: Seconds | undefined;
}

/** Looks at the raw samples of one device for what is wrong with its sensors, cheaply. Pure: time is that of the blocks. */
export class SensorWatch {
  readonly #device: WatchedDevice;

  constructor(device: WatchedDevice) {
    this.#device = device;
  }

  /** Nothing of the block is kept. */
  push(block: SampleBlock): void {
    if (block.channels.length > this.#device.channelCount) return;
  }

  /** What is wrong at this moment. */
  findings(): readonly SensorFinding[] {
    return [];
  }
}
