import type { SerialPort } from "serialport";
import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";

const every: Milliseconds = 250;
/** A process that waits for bytes uses next to nothing. */
const busyShare = 0.3;
const busyTurns = 2;

/**
 * A tty whose other end has hung up may answer every read at once with nothing, and the serial library asks again at once, for ever:
 * no event, no byte, a whole core. A process that works hard while no byte comes is in that loop.
 * @param hungUp called once
 */
export function watchHangUp(port: SerialPort, hungUp: () => void): void {
  let heard = 0;
  let spinning = 0;
  let before = process.cpuUsage();
  let since = performance.now();
  port.on("data", () => (heard += 1));
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    const now = performance.now();
    const share = (user + system) / millisecondsPerSecond / (now - since);
    spinning = heard === 0 && share > busyShare ? spinning + 1 : 0;
    heard = 0;
    since = now;
    before = process.cpuUsage();
    if (spinning < busyTurns) return;
    clearInterval(timer);
    hungUp();
  }, every);
  port.once("close", () => clearInterval(timer));
}
