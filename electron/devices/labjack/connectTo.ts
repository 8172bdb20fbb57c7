import { connect, type Socket } from "node:net";
import { Fault } from "../../domain/fault.ts";
import type { Milliseconds } from "../../domain/units.ts";

const connectWithin: Milliseconds = 3000;

/**
 * A connection that is there, without delay for small packets.
 * @throws Fault DEVICE_MISSING when nobody answers at that address
 */
export async function connectTo(address: string, port: number, stop: AbortSignal): Promise<Socket> {
  const socket = connect({ host: address, port, noDelay: true });
  // Whoever reads or writes learns of it by the end of the connection.
  socket.on("error", () => {});
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (reason: string) => reject(missing(address, port, reason));
  const timer = setTimeout(() => fail(`no answer within ${connectWithin / 1000} s`), connectWithin);
  const onAbort = () => fail("it was stopped");
  stop.addEventListener("abort", onAbort);
  socket.once("connect", resolve);
  socket.once("error", (error) => fail(error.message));
  try {
    await promise;
    return socket;
  } catch (thrown) {
    socket.destroy();
    throw thrown;
  } finally {
    clearTimeout(timer);
    stop.removeEventListener("abort", onAbort);
  }
}

function missing(address: string, port: number, reason: string): Fault {
  const message = `There is no LabJack at ${address} (port ${port}: ${reason}). Check its address, cable and power.`;
  return new Fault("DEVICE_MISSING", message, { details: { address, port, reason } });
}
