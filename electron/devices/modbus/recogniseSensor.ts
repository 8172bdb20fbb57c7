import type { Fault } from "../../domain/fault.ts";
import type { Milliseconds } from "../../domain/units.ts";
import { openPort } from "../serialPort/openPort.ts";
import type { ModbusTask, SensorAnswer } from "./modbusTask.ts";
import { busOf } from "./openBus.ts";
import { isThatSensor } from "./sensorCandidates.ts";

/** With these all candidates are through within the 5 s that recognising may take. */
const answerWithin: Milliseconds = 280;

/**
 * Tries one candidate after the other: it only reads.
 * @returns null when none of them answers as it should
 * @throws Fault as `openPort`
 */
export async function recogniseSensor({
  path,
  candidates,
}: Extract<ModbusTask, { job: "recognise" }>): Promise<SensorAnswer | null> {
  const serial = await openPort(path, candidates[0]!.baudRate);
  let lost: Fault | undefined;
  const bus = busOf(serial, path, (fault) => {
    lost ??= fault;
  });
  for (const candidate of candidates) {
    if (lost !== undefined) throw lost;
    const { baudRate, slave, asks } = candidate;
    await new Promise<void>((resolve) => serial.update({ baudRate }, () => resolve()));
    const answers: (readonly number[])[] = [];
    for (const { address, count } of asks) {
      const reading = await bus.read(slave, { function: 3, address, count }, answerWithin);
      if (reading.kind !== "registers") break;
      answers.push(reading.registers);
    }
    if (answers.length === asks.length && isThatSensor(candidate, answers)) return { candidate, answers };
  }
  return null;
}
