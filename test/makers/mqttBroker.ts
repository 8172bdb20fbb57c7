import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Aedes, type AedesOptions } from "aedes";
import { connectAsync, type IClientPublishOptions } from "mqtt";

export interface MqttBroker extends AsyncDisposable {
  /** mqtt://… */
  readonly address: string;
  readonly port: number;
  /** As a sensor would. */
  publish(topic: string, payload: string | Buffer, options?: IClientPublishOptions): Promise<void>;
  /** As in a power failure. */
  cut(): void;
}

/** A real broker on a port of its own, and a client that publishes to it. */
export async function mqttBroker(options: AedesOptions = {}, port = 0): Promise<MqttBroker> {
  await using opening = new AsyncDisposableStack();
  const broker = await Aedes.createBroker(options);
  opening.defer(() => new Promise<void>((resolve) => broker.close(resolve)));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket)).on("error", () => {});
    broker.handle(socket);
  });
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  opening.defer(cut);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: taken } = server.address() as AddressInfo;
  const address = `mqtt://127.0.0.1:${taken}`;
  const login = { username: "sensor", password: "of the sensor", reconnectPeriod: 0 };
  const publisher = await connectAsync(address, login);
  publisher.on("error", () => {});
  opening.defer(() => publisher.endAsync(true));
  const parts = opening.move();
  return {
    address,
    port: taken,
    publish: async (topic, payload, how = {}) => {
      await publisher.publishAsync(topic, payload, how);
    },
    cut,
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/**
 * Publishes at the pace of the clock.
 * @param message of this number, one every `interval` milliseconds
 */
export function publishSteadily(
  broker: MqttBroker,
  topic: string,
  interval: number,
  message: (number: number) => string | Buffer,
): Disposable {
  const started = performance.now();
  let number = 0;
  const timer = setInterval(
    () => {
      while (number * interval < performance.now() - started) {
        broker.publish(topic, message(number++)).catch(() => {});
      }
    },
    Math.min(interval, 50),
  );
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
