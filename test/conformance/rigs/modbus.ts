import { join } from "node:path";
import {
  calmQm30,
  firstRegister,
  freePort,
  qm30Registers,
  registersFrom,
  serialSlave,
  tcpSlave,
} from "../../makers/modbusSlave.ts";
import { socatPair } from "../../makers/socatPair.ts";
import { type DriverRig, folderOf, openRig, setupOf } from "../driverRig.ts";

const registers = registersFrom(firstRegister, qm30Registers(calmQm30));
const settings = { map: "qm30vt2", slave: 1, interval: 0.05 };
const measured = { sampleRate: 20, channelCount: 22, settings };

export const modbusRtuRig: DriverRig = {
  driver: "modbusRtu",
  name: "modbusRtu with a slave at a pseudo-terminal",
  programs: ["socat"],
  async open() {
    await using opening = new AsyncDisposableStack();
    const folder = folderOf(opening);
    const pair = opening.use(await socatPair(folder));
    opening.use(await serialSlave(pair.device, 1, { registers }));
    const setup = setupOf("modbusRtu", pair.station, measured);
    return openRig(opening, { setup, missing: join(folder, "ttyUSB9"), listed: false });
  },
};

export const modbusTcpRig: DriverRig = {
  driver: "modbusTcp",
  name: "modbusTcp with a slave on the network",
  programs: [],
  async open() {
    await using opening = new AsyncDisposableStack();
    const slave = opening.use(await tcpSlave(registers));
    const setup = setupOf("modbusTcp", slave.address, measured);
    return openRig(opening, { setup, missing: `127.0.0.1:${await freePort()}`, listed: false });
  },
};
