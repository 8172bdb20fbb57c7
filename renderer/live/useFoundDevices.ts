import { useState } from "react";
import type { FoundDevice } from "../../electron/contract/devicesContract.ts";
import { useClient } from "../link/LinkProvider.tsx";
import { useStream } from "./useStream.ts";

/** What is plugged in, as it changes; `devices` is undefined until the station has looked once. */
export function useFoundDevices(): { devices: readonly FoundDevice[] | undefined; failure: unknown } {
  const client = useClient();
  const [devices, setDevices] = useState<readonly FoundDevice[]>();
  const failure = useStream("found", (signal) => client.listening.found(undefined, { signal }), setDevices);
  return { devices, failure };
}
