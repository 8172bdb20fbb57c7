import { Fault } from "../domain/fault.ts";
import type { Driver } from "./driver.ts";
import { labjack } from "./labjack/labjack.ts";
import { mcc } from "./mcc/mcc.ts";
import { modbusRtu, modbusTcp } from "./modbus/modbus.ts";
import { mqtt } from "./mqtt/mqtt.ts";
import { nidaq } from "./nidaq/nidaq.ts";
import { recordedFile } from "./recordedFile/recordedFile.ts";
import { serialFrames } from "./serialFrames/serialFrames.ts";
import { witMotion } from "./serialFrames/witMotion.ts";
import { witMotionVibration } from "./serialFrames/witMotionVibration.ts";
import { serialText } from "./serialText/serialText.ts";
import { simulatedPlant } from "./simulatedPlant/simulatedPlant.ts";
import { usbAudio } from "./usbAudio/usbAudio.ts";
import { watchFolder } from "./watchFolder/watchFolder.ts";

/** Every kind of source the house knows, in the order in which what they find is shown: a new one is one file and one line here. */
export const drivers: readonly Driver[] = [
  usbAudio,
  serialText,
  serialFrames,
  witMotion,
  witMotionVibration,
  mcc,
  nidaq,
  labjack,
  modbusRtu,
  modbusTcp,
  mqtt,
  recordedFile,
  watchFolder,
  simulatedPlant,
];

/** @throws Fault NOT_FOUND for a kind that is not in the list */
export function driverOf(kind: string): Driver {
  const driver = drivers.find((candidate) => candidate.kind === kind);
  if (driver) return driver;
  const known = drivers.map((candidate) => candidate.kind);
  throw new Fault("NOT_FOUND", `There is no driver "${kind}". Known are: ${known.join(", ")}.`, {
    details: { driver: kind, known },
  });
}
