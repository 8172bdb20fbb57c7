import { type Milliseconds, millisecondsPerSecond } from "../../domain/units.ts";

const every: Milliseconds = 250;
/** A process that waits for bytes uses next to nothing: with this much of a core it is worth asking the system. */
const suspicious = 0.05;
/** With this much, twice running, it is sure even where the system does not say. */
const sure = 0.3;
/** What asking for the modem lines of a tty that has hung up answers; a pseudo-terminal that has not is no such device at all. */
const gone = /input\/output error|not configured|no such device|bad file/i;

/** What is watched of a `SerialPort`. */
export interface WatchedPort {
  on(event: "data", listener: () => void): unknown;
  once(event: "close", listener: () => void): unknown;
  get(callback: (error: Error | null) => void): void;
}

/** Of this process, since it began. */
function workDone(): Milliseconds {
  const { user, system } = process.cpuUsage();
  return (user + system) / millisecondsPerSecond;
}

/**
 * A tty whose other end has hung up may answer every read at once with nothing, and the serial library asks again at once, for ever:
 * no event, no byte, a whole core. A process that works while no byte comes may be in that loop.
 * @param hungUp called once at most
 * @param work processor time that this process has used so far
 */
export function watchHangUp(port: WatchedPort, hungUp: () => void, work = workDone): void {
  let heard = 0;
  let spinning = 0;
  let before = work();
  let since = performance.now();
  const end = () => {
    clearInterval(timer);
    hungUp();
  };
  const timer = setInterval(() => {
    const [now, done] = [performance.now(), work()];
    const share = heard > 0 ? 0 : (done - before) / (now - since);
    heard = 0;
    since = now;
    before = done;
    spinning = share > sure ? spinning + 1 : 0;
    if (spinning === 2) return end();
    if (share < suspicious) return;
    port.get((error) => {
      if (error && gone.test(error.message) && heard === 0) end();
    });
  }, every);
  port.on("data", () => {
    heard += 1;
  });
  port.once("close", () => clearInterval(timer));
}
