import type { DriverRig } from "./driverRig.ts";
import { labjackRig } from "./rigs/labjack.ts";
import { mccRig } from "./rigs/mcc.ts";
import { modbusRtuRig, modbusTcpRig } from "./rigs/modbus.ts";
import { mqttRig } from "./rigs/mqtt.ts";
import { nidaqRig } from "./rigs/nidaq.ts";
import { recordedFileRigs } from "./rigs/recordedFile.ts";
import { serialFramesRigs } from "./rigs/serialFrames.ts";
import { serialTextRig } from "./rigs/serialText.ts";
import { simulatedPlantRig } from "./rigs/simulatedPlant.ts";
import { usbAudioRig } from "./rigs/usbAudio.ts";
import { watchFolderRig } from "./rigs/watchFolder.ts";

/** At least one for every driver of the list. */
export const driverRigs: readonly DriverRig[] = [
  ...recordedFileRigs,
  serialTextRig,
  ...serialFramesRigs,
  usbAudioRig,
  watchFolderRig,
  mqttRig,
  simulatedPlantRig,
  labjackRig,
  mccRig,
  nidaqRig,
  modbusRtuRig,
  modbusTcpRig,
];
