import { useQuery } from "@tanstack/react-query";
import type { FoundDevice } from "../../../electron/contract/devicesContract.ts";
import { useCalls } from "../../link/LinkProvider.tsx";

/** What the device says of one of its channels; undefined while unknown or when it is not plugged in. */
export function useChannelFacts(deviceId: string, channel: number): FoundDevice["channels"][number] | undefined {
  const calls = useCalls();
  const found = useQuery(calls.devices.find.queryOptions());
  return found.data?.find(({ id }) => id === deviceId)?.channels[channel];
}
