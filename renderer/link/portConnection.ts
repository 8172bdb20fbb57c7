import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { type Connection, type LinkState, StationAway, type StationClient } from "./connection.ts";
import { StateCell } from "./stateCell.ts";

/** What the preload script of the desktop posts together with the port. */
export const portGreeting = "auscult-port";

/** On the desktop the preload hands over one MessagePort; a new one replaces it when the station inside was restarted. */
export function connectPort(page: Window): Connection {
  const state = new StateCell<LinkState>({ phase: "connecting" });
  let link: RPCLink<Record<never, never>> | undefined;
  let generation = 0;
  let current: MessagePort | undefined;
  const stop = new AbortController();
  const receive = (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source !== page || event.data !== portGreeting || port === undefined) return;
    const opened = new RPCLink({ port });
    link = opened;
    current = port;
    port.addEventListener("close", () => {
      if (link !== opened) return;
      link = undefined;
      state.set({ phase: "away", since: Date.now() });
    });
    port.start();
    generation += 1;
    state.set({ phase: "open", generation });
  };
  page.addEventListener("message", receive, { signal: stop.signal });
  const client: StationClient = createORPCClient({
    call: (path, input, options) => {
      if (link === undefined) return Promise.reject(new StationAway("There is no link to the station."));
      return link.call(path, input, options);
    },
  });
  return {
    client,
    state: state.get,
    subscribe: state.subscribe,
    tryNow: () => undefined,
    close: () => {
      stop.abort();
      current?.close();
    },
  };
}
