import type { SerialPort } from "serialport";
import { Fault } from "../../domain/fault.ts";
import type { Milliseconds } from "../../domain/units.ts";
import { openPort, portLost } from "../serialPort/openPort.ts";
import { Line } from "./line.ts";
import { ModbusClient } from "./modbusClient.ts";
import type { BusAddress, NetworkBus, SerialBus } from "./modbusTask.ts";
import { RtuPort } from "./rtuPort.ts";

const connectWithin: Milliseconds = 4000;

/**
 * Opens the way to a bus, for this process alone.
 * @param lost told when it is gone afterwards
 * @throws Fault DEVICE_MISSING, PORT_BUSY, NOT_ALLOWED, DEVICE_LOST
 */
export async function openLine(bus: BusAddress, address: string, lost: (fault: Fault) => void): Promise<Line> {
  if (bus.kind === "network") return connect(bus, address, lost);
  const { path, baudRate, parity, stopBits } = bus;
  return lineOf(await openPort(path, baudRate, { parity, stopBits }), bus, lost);
}

/** A line at a serial port that is open already. */
export function lineOf(serial: SerialPort, bus: SerialBus, lost: (fault: Fault) => void): Line {
  const { path } = bus;
  const port = new RtuPort(serial);
  serial.once("close", (reason: Error | null) => lost(portLost(path, reason)));
  const client = new ModbusClient(port);
  client.on("error", (reason) => lost(portLost(path, reason as Error)));
  client.open(() => {});
  return new Line(client, bus, port);
}

async function connect(bus: NetworkBus, address: string, lost: (fault: Fault) => void): Promise<Line> {
  const { host, port } = bus;
  const client = new ModbusClient();
  const details = { address };
  const gone = (reason: string) =>
    lost(
      new Fault("DEVICE_LOST", `The connection to ${address} is gone (${reason}). Check cable and device.`, {
        details,
      }),
    );
  client.on("error", (reason) => gone(String((reason as Error).message)));
  client.on("close", () => gone("it was closed"));
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${connectWithin / 1000} s`)), connectWithin);
  try {
    await Promise.race([client.connectTCP(host, { port }), late.promise]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `No Modbus device can be reached at ${address} (${reason}). Check address, port and cable.`;
    throw new Fault("DEVICE_MISSING", message, { cause, details });
  } finally {
    clearTimeout(timer);
  }
  return new Line(client, bus);
}
