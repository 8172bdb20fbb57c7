import { implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import { afterEach, expect, it, vi } from "vitest";
import { contract } from "../../electron/contract/contract.ts";
import { connectPort, portGreeting } from "./portConnection.ts";

const plant = { site: { id: "site", name: "Mill north" }, machines: [], components: [], points: [], devices: [] };
const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** The station's half of a channel; the page gets the other. */
function serve(): { stationPort: MessagePort; pagePort: MessagePort } {
  const make = implement(contract);
  const { port1, port2 } = new MessageChannel();
  new RPCHandler({ plant: { get: make.plant.get.handler(() => plant) } }).upgrade(port1, { context: {} });
  port1.start();
  open.push(port1, port2);
  return { stationPort: port1, pagePort: port2 };
}

function greet(page: EventTarget, facts: { data: unknown; source: unknown; ports: MessagePort[] }): void {
  page.dispatchEvent(Object.assign(new Event("message"), facts));
}

it("waits for the preload's port, calls through it, and notices when it is gone", async () => {
  const page = new EventTarget();
  const connection = connectPort(page as unknown as Window);
  expect(connection.state()).toEqual({ phase: "connecting" });
  await expect(connection.client.plant.get()).rejects.toThrow("no link");

  const { stationPort, pagePort } = serve();
  greet(page, { data: portGreeting, source: page, ports: [pagePort] });
  expect(connection.state()).toEqual({ phase: "open", generation: 1 });
  expect(await connection.client.plant.get()).toEqual(plant);

  stationPort.close();
  await vi.waitFor(() => expect(connection.state().phase).toBe("away"));
  const again = serve();
  greet(page, { data: portGreeting, source: page, ports: [again.pagePort] });
  expect(connection.state()).toEqual({ phase: "open", generation: 2 });
  expect(await connection.client.plant.get()).toEqual(plant);
});

it("takes no port from another window or with another greeting", () => {
  const page = new EventTarget();
  const connection = connectPort(page as unknown as Window);
  const { pagePort } = serve();
  greet(page, { data: portGreeting, source: null, ports: [pagePort] });
  greet(page, { data: "hello", source: page, ports: [pagePort] });
  expect(connection.state()).toEqual({ phase: "connecting" });
});
