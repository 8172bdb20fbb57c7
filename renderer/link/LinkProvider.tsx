import { createTanstackQueryUtils, type RouterUtils } from "@orpc/tanstack-query";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Connection, LinkState, StationClient } from "./connection.ts";

interface Link {
  readonly connection: Connection;
  readonly calls: RouterUtils<StationClient>;
}

const LinkContext = createContext<Link | undefined>(undefined);

export function LinkProvider({ connection, children }: { connection: Connection; children: ReactNode }) {
  const link = useMemo(() => ({ connection, calls: createTanstackQueryUtils(connection.client) }), [connection]);
  // No retries: what failed for want of a link is asked again when the link is up, the rest when the user says so.
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { retry: false, networkMode: "always", refetchOnWindowFocus: false, staleTime: 30_000 },
          mutations: { retry: false, networkMode: "always" },
        },
      }),
  );
  useEffect(
    () =>
      connection.subscribe(() => {
        if (connection.state().phase === "open") void queries.invalidateQueries();
      }),
    [connection, queries],
  );
  return (
    <LinkContext value={link}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </LinkContext>
  );
}

function useLink(): Link {
  const link = useContext(LinkContext);
  if (link === undefined) throw new Error("useLink is used outside LinkProvider.");
  return link;
}

/** The calls of the contract as query and mutation options. */
export function useCalls(): RouterUtils<StationClient> {
  return useLink().calls;
}

/** The bare client, for streams and one-off fetches. */
export function useClient(): StationClient {
  return useLink().connection.client;
}

export function useLinkState(): LinkState {
  const { connection } = useLink();
  return useSyncExternalStore(connection.subscribe, connection.state);
}

export function useTryNow(): () => void {
  return useLink().connection.tryNow;
}
