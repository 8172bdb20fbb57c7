import { SerialPort } from "serialport";
import { Fault } from "../../domain/fault.ts";

/** What a line may have besides its rate; 8N1 unless given. */
export interface LineSettings {
  readonly parity?: "none" | "even" | "odd";
  readonly stopBits?: 1 | 2;
}

/**
 * Opens a serial port for this process alone; what it had received before is thrown away: nobody knows when that was.
 * @throws Fault DEVICE_MISSING, PORT_BUSY, NOT_ALLOWED, DEVICE_LOST
 */
export async function openPort(path: string, baudRate: number, line: LineSettings = {}): Promise<SerialPort> {
  const port = new SerialPort({ ...line, path, baudRate, autoOpen: false, highWaterMark: 65_536 });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(openingFault(path, error)) : resolve()));
  });
  await new Promise<void>((resolve) => port.flush(() => resolve()));
  return port;
}

/** The bindings tell what went wrong in words only, other ones on every system. */
function openingFault(path: string, cause: Error): Fault {
  const options = { cause, details: { address: path, reason: cause.message } };
  if (/no such file|file not found|no such device|ENOENT|ENXIO/i.test(cause.message)) {
    return new Fault(
      "DEVICE_MISSING",
      `There is no serial port ${path}. Plug the device in, or choose another port.`,
      options,
    );
  }
  if (/lock port|busy|temporarily unavailable|access denied/i.test(cause.message)) {
    return new Fault("PORT_BUSY", `The serial port ${path} is in use. Close the program that uses it.`, options);
  }
  if (/permission denied/i.test(cause.message)) {
    const message = `The serial port ${path} may not be opened. Give the station's user the right to (on Linux: the group dialout).`;
    return new Fault("NOT_ALLOWED", message, options);
  }
  return new Fault(
    "DEVICE_LOST",
    `The serial port ${path} could not be opened (${cause.message}). Unplug the device and plug it in again.`,
    options,
  );
}

export function portLost(path: string, cause?: Error | null): Fault {
  const reason = cause?.message ?? "it was closed";
  return new Fault("DEVICE_LOST", `The serial port ${path} is gone (${reason}). Check the cable.`, {
    cause,
    details: { address: path, reason },
  });
}
