import type { StationSnapshot } from "../../electron/contract/stationContract.ts";
import type { Client } from "./stationClient.ts";

/** The plant at this moment, as a page gets it first. */
export async function takeSnapshot(client: Client): Promise<StationSnapshot> {
  for await (const first of await client.station.watch()) return first;
  throw new Error("the stream ended without a snapshot");
}
