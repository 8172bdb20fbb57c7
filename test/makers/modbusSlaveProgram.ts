import { ServerSerial } from "modbus-serial";
import type { SlaveState } from "./modbusSlave.ts";
import { slaveVector } from "./modbusSlave.ts";

/** Program of `serialSlaves`: the library's own server, whose answers are damaged on request on their way out. */
const [path] = process.argv.slice(2) as [string];
/** To the library: all slaves there may be. */
const everybody = 255;
let states: Record<number, SlaveState> = {};
let answers = 0;

const port = {
  write(answer: Buffer) {
    const state = states[answer[0]!];
    if (state === undefined || state.registers === null) return;
    answers += 1;
    const sent = Buffer.from(answer);
    if (state.damageEvery && answers % state.damageEvery === 0) sent[sent.length - 1]! ^= 0xff;
    server._serverPath.write(Buffer.concat([Buffer.alloc(state.noise ?? 0, 0x55), sent]));
  },
};
const server = new ServerSerial(
  slaveVector((slave) => states[slave]?.registers ?? {}),
  {
    path,
    baudRate: 19_200,
    unitID: everybody,
    interval: 2,
    portResponse: port,
    openCallback: () => process.send!("open"),
  } as never,
) as ServerSerial & { readonly _serverPath: { write(bytes: Buffer): void } };
server.on("error", () => {});

process.on("message", (next: typeof states) => {
  states = next;
  process.send!("taken");
});
process.once("disconnect", () => process.exit());
