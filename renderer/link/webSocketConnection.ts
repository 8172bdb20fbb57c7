import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { type Connection, type LinkState, StationAway, type StationClient } from "./connection.ts";
import { reconnectDelay } from "./reconnectDelay.ts";
import { StateCell } from "./stateCell.ts";

/**
 * Keeps one WebSocket to the station that served this page, and opens it again when it breaks.
 * @param address address of the page, for instance `http://127.0.0.1:8123/`
 */
export function connectWebSocket(address: URL): Connection {
  const state = new StateCell<LinkState>({ phase: "connecting" });
  const target = new URL("/rpc", address);
  target.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  let link: RPCLink<Record<never, never>> | undefined;
  let failures = 0;
  let generation = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | undefined;
  let closed = false;

  const lose = async () => {
    link = undefined;
    const before = state.get();
    // A refused handshake looks like a dead station to a page; only an ordinary request tells them apart.
    const expired = await isSignedOut(address);
    if (closed || state.get() !== before) return;
    if (expired) state.set({ phase: "expired" });
    else if (before.phase !== "away") state.set({ phase: "away", since: Date.now() });
    timer = setTimeout(open, reconnectDelay(failures, Math.random()));
    failures += 1;
  };

  const open = () => {
    clearTimeout(timer);
    timer = undefined;
    const fresh = new WebSocket(target);
    const opening = new RPCLink({ websocket: fresh });
    socket = fresh;
    fresh.addEventListener("open", () => {
      link = opening;
      failures = 0;
      generation += 1;
      state.set({ phase: "open", generation });
    });
    fresh.addEventListener("close", () => void lose(), { once: true });
  };

  open();
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
    tryNow: () => {
      if (timer !== undefined) open();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

async function isSignedOut(address: URL): Promise<boolean> {
  try {
    const answer = await fetch(new URL("/", address), { method: "HEAD", cache: "no-store" });
    return answer.status === 401 || answer.status === 403;
  } catch {
    return false;
  }
}
