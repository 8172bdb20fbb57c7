import type { Fault } from "../../domain/fault.ts";
import type { Milliseconds } from "../../domain/units.ts";
import { openPort } from "../serialPort/openPort.ts";
import { Bus } from "./bus.ts";
import type { ModbusTask, SensorAnswer, SerialBus } from "./modbusTask.ts";
import { lineOf } from "./openLine.ts";
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
  const bus: SerialBus = { kind: "serial", path, baudRate: candidates[0]!.baudRate, parity: "none", stopBits: 1 };
  const serial = await openPort(path, bus.baudRate);
  let lost: Fault | undefined;
  const line = lineOf(serial, bus, (fault) => {
    lost ??= fault;
  });
  for (const candidate of candidates) {
    if (lost !== undefined) throw lost;
    const { baudRate, slave, asks } = candidate;
    await new Promise<void>((resolve) => serial.update({ baudRate }, () => resolve()));
    using sensor = new Bus(line, slave);
    const answers: (readonly number[])[] = [];
    for (const { address, count } of asks) {
      const reading = await sensor.read({ function: 3, address, count }, answerWithin);
      if (reading.kind !== "registers") break;
      answers.push(reading.registers);
    }
    if (answers.length === asks.length && isThatSensor(candidate, answers)) return { candidate, answers };
  }
  return null;
}
