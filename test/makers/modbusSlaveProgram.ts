import { ServerSerial } from "modbus-serial";
import type { SlaveState } from "./modbusSlave.ts";
import { slaveVector } from "./modbusSlave.ts";

/** Program of `serialSlave`: the library's own server, whose answers are damaged on request on their way out. */
const [path, unitID] = process.argv.slice(2) as [string, string];
let state: SlaveState = { registers: null };
let answers = 0;

const port = {
  write(answer: Buffer) {
    if (state.registers === null) return;
    answers += 1;
    const sent = Buffer.from(answer);
    if (state.damageEvery && answers % state.damageEvery === 0) sent[sent.length - 1]! ^= 0xff;
    server._serverPath.write(Buffer.concat([Buffer.alloc(state.noise ?? 0, 0x55), sent]));
  },
};
const server = new ServerSerial(
  slaveVector(() => state.registers ?? {}),
  {
    path,
    baudRate: 19_200,
    unitID: Number(unitID),
    interval: 2,
    portResponse: port,
    openCallback: () => process.send!("open"),
  } as never,
) as ServerSerial & { readonly _serverPath: { write(bytes: Buffer): void } };
server.on("error", () => {});

process.on("message", (next: SlaveState) => {
  state = next;
  process.send!("taken");
});
process.once("disconnect", () => process.exit());
