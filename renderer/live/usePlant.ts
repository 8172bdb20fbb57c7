import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AlertPage } from "../../electron/contract/alertsContract.ts";
import type { Plant, Point } from "../../electron/domain/plant.ts";
import { useCalls } from "../link/LinkProvider.tsx";
import { type MachineView, viewPlant } from "./plantView.ts";
import { useSnapshot } from "./StationProvider.tsx";

/** So many open alerts are looked at beside the plant; the list of alerts pages through all of them. */
const alertsBesidePlant = 200;

export interface PlantNow {
  readonly plant: Plant | undefined;
  readonly machines: readonly MachineView[];
  readonly alerts: AlertPage | undefined;
  readonly failure: unknown;
}

export function useOpenAlerts() {
  const calls = useCalls();
  return useQuery(calls.alerts.list.queryOptions({ input: { show: "open", offset: 0, limit: alertsBesidePlant } }));
}

const noPoints: readonly Point[] = [];

/** The plant as configured; undefined until it is known. */
export function useConfigured(): Plant | undefined {
  const calls = useCalls();
  return useQuery(calls.plant.get.queryOptions()).data;
}

/** Every measuring point; none until the plant is known. */
export function usePoints(): readonly Point[] {
  return useConfigured()?.points ?? noPoints;
}

/** The plant as configured, joined with how it is doing at this moment. */
export function usePlant(): PlantNow {
  const calls = useCalls();
  const snapshot = useSnapshot();
  const plant = useQuery(calls.plant.get.queryOptions());
  const alerts = useOpenAlerts();
  const machines = useMemo(
    () =>
      plant.data === undefined
        ? []
        : viewPlant({
            plant: plant.data,
            health: snapshot?.health ?? [],
            learning: snapshot?.learning ?? [],
            alerts: alerts.data?.alerts ?? [],
          }),
    [plant.data, snapshot?.health, snapshot?.learning, alerts.data],
  );
  return { plant: plant.data, machines, alerts: alerts.data, failure: plant.error ?? alerts.error ?? undefined };
}
