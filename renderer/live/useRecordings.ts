import { useQuery } from "@tanstack/react-query";
import { useCalls } from "../link/LinkProvider.tsx";

/** Recordings newest first, running ones before all; while one runs it is asked again, so that its length moves. */
export function useRecordings(limit: number) {
  const calls = useCalls();
  return useQuery(
    calls.recordings.list.queryOptions({
      input: { offset: 0, limit },
      placeholderData: (before) => before,
      refetchInterval: (query) =>
        query.state.data?.recordings.some(({ state }) => state === "running") ? 3000 : false,
    }),
  );
}
