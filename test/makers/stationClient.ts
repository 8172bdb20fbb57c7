import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { WebSocket } from "ws";
import type { Contract } from "../../electron/contract/contract.ts";

export type Client = ContractRouterClient<Contract>;

/** Opens a printed link as a browser would: the one-time token becomes a cookie, the cookie opens the WebSocket. */
export async function openStationClient(url: string): Promise<Disposable & { readonly client: Client }> {
  const { origin } = new URL(url);
  const answer = await fetch(url, { redirect: "manual" });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
  if (cookie === undefined) throw new Error(`The link was refused with status ${answer.status}`);
  const websocket = new WebSocket(`${origin.replace("http", "ws")}/rpc`, { headers: { origin, cookie } });
  const client: Client = createORPCClient(new RPCLink({ websocket: websocket as unknown as globalThis.WebSocket }));
  return { client, [Symbol.dispose]: () => websocket.terminate() };
}
