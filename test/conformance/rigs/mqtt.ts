import { mqttBroker, publishSteadily } from "../../makers/mqttBroker.ts";
import { type DriverRig, openRig, setupOf } from "../driverRig.ts";

/** A broker with a sensor of two channels that sends fifty samples of each twenty times a second, as JSON with a sequence number. */
export const mqttRig: DriverRig = {
  driver: "mqtt",
  name: "mqtt behind a broker",
  programs: [],
  async open() {
    await using opening = new AsyncDisposableStack();
    const broker = opening.use(await mqttBroker());
    const message = (sequence: number) => {
      const x = Array.from({ length: 50 }, (_, i) => (sequence * 50 + i) / 8);
      return JSON.stringify({ sequence, data: { x, y: x.map((value) => -value) } });
    };
    opening.use(publishSteadily(broker, "plant/pump", 50, message));
    const settings = { topic: "plant/pump", values: "data.x, data.y", sequencePath: "sequence" };
    const setup = setupOf("mqtt", broker.address, { settings });
    return openRig(opening, { setup, missing: "mqtt://127.0.0.1:1", listed: false });
  },
};
