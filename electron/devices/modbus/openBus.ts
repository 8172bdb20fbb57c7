import modbusSerial from "modbus-serial";
import type { SerialPort } from "serialport";
import { Fault } from "../../domain/fault.ts";
import type { Milliseconds } from "../../domain/units.ts";
import { openPort, portLost } from "../serialPort/openPort.ts";
import { Bus } from "./bus.ts";
import type { BusAddress } from "./modbusTask.ts";
import { RtuPort } from "./rtuPort.ts";

// its types and its module disagree on what the default is
const ModbusRTU = modbusSerial.default;

const connectWithin: Milliseconds = 4000;

/**
 * Opens the way to a bus, for this process alone.
 * @param lost told when it is gone afterwards
 * @throws Fault DEVICE_MISSING, PORT_BUSY, NOT_ALLOWED, DEVICE_LOST
 */
export async function openBus(bus: BusAddress, address: string, lost: (fault: Fault) => void): Promise<Bus> {
  if (bus.kind === "network") return connect(bus.host, bus.port, address, lost);
  const { path, baudRate, parity, stopBits } = bus;
  return busOf(await openPort(path, baudRate, { parity, stopBits }), path, lost);
}

/** A bus on a serial port that is open already. */
export function busOf(serial: SerialPort, path: string, lost: (fault: Fault) => void): Bus {
  const port = new RtuPort(serial);
  serial.once("close", (reason: Error | null) => lost(portLost(path, reason)));
  const client = new ModbusRTU(port);
  client.on("error", (reason) => lost(portLost(path, reason as Error)));
  client.open(() => {});
  return new Bus(client, port);
}

async function connect(host: string, port: number, address: string, lost: (fault: Fault) => void): Promise<Bus> {
  const client = new ModbusRTU();
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
  return new Bus(client);
}
