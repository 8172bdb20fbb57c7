import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { StationSnapshot } from "../../electron/contract/stationContract.ts";
import type { UtcMilliseconds } from "../../electron/domain/units.ts";
import { useCalls, useClient } from "../link/LinkProvider.tsx";
import { useStream } from "./useStream.ts";

interface Station {
  readonly snapshot: StationSnapshot | undefined;
  /** The station's clock, ticking once a second; ages are told by it and not by the tablet's. */
  readonly now: UtcMilliseconds;
}

const StationContext = createContext<Station | undefined>(undefined);

/** Follows the station once for the whole page, and forgets what was fetched when the station says it is stale. */
export function StationProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const calls = useCalls();
  const queries = useQueryClient();
  const [snapshot, setSnapshot] = useState<StationSnapshot>();
  const offset = useRef(0);
  const [now, setNow] = useState(() => Date.now());
  const seen = useRef<StationSnapshot["revision"]>(undefined);

  useStream(
    "station",
    (signal) => client.station.watch(undefined, { signal }),
    (next) => {
      const before = seen.current;
      seen.current = next.revision;
      offset.current = next.time - Date.now();
      setSnapshot(next);
      if (before === undefined) return;
      if (before.alerts !== next.revision.alerts) {
        void queries.invalidateQueries({ queryKey: calls.alerts.key() });
        // What was expected is compared with the alerts that came.
        void queries.invalidateQueries({ queryKey: calls.models.list.key() });
      }
      if (before.plant !== next.revision.plant) {
        void queries.invalidateQueries({ queryKey: calls.plant.key() });
        void queries.invalidateQueries({ queryKey: calls.devices.key() });
        void queries.invalidateQueries({ queryKey: calls.demo.key() });
      }
      if (before.recordings !== next.revision.recordings) {
        void queries.invalidateQueries({ queryKey: calls.recordings.key() });
      }
      if (before.models !== next.revision.models) {
        void queries.invalidateQueries({ queryKey: calls.components.key() });
        void queries.invalidateQueries({ queryKey: calls.models.key() });
        void queries.invalidateQueries({ queryKey: calls.live.key() });
      }
    },
  );

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() + offset.current), 1000);
    return () => clearInterval(timer);
  }, []);

  return <StationContext value={{ snapshot, now }}>{children}</StationContext>;
}

function useStation(): Station {
  const station = useContext(StationContext);
  if (station === undefined) throw new Error("useStation is used outside StationProvider.");
  return station;
}

/** undefined until the first one has arrived. */
export function useSnapshot(): StationSnapshot | undefined {
  return useStation().snapshot;
}

export function useNow(): UtcMilliseconds {
  return useStation().now;
}
