import type { SupportedMessagePort } from "@orpc/client/message-port";
import type { Router } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";

/**
 * Serves the contract over a message port: Electron's on the desktop, Node's in the tests. The caller starts the port.
 * Buffers are copied, not transferred: Electron loses messages that transfer an ArrayBuffer to the main process.
 */
// biome-ignore lint/suspicious/noExplicitAny: the router's own types are checked where it is made, against the contract
export function servePort(router: Router<any, Record<never, never>>, port: SupportedMessagePort): void {
  new RPCHandler(router).upgrade(port, { context: {} });
}
