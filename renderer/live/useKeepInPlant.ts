import { useQueryClient } from "@tanstack/react-query";
import type { Component, Machine, Plant, Point } from "../../electron/domain/plant.ts";
import { useCalls } from "../link/LinkProvider.tsx";

interface Kept {
  readonly machines: Machine;
  readonly components: Component;
  readonly points: Point;
}

/**
 * Puts what the station has just saved into the plant that the page knows, before it hears of the change by itself: a form that is
 * opened again at once would otherwise begin with what was there before, and save it.
 */
export function useKeepInPlant(): <What extends keyof Kept>(what: What, saved: Kept[What]) => void {
  const queries = useQueryClient();
  const calls = useCalls();
  return (what, saved) =>
    queries.setQueryData(calls.plant.get.queryKey(), (plant: Plant | undefined) =>
      plant === undefined ? plant : { ...plant, [what]: withThing<{ readonly id: string }>(plant[what], saved) },
    );
}

/** In its place where it was there, otherwise at the end. */
export function withThing<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  saved: Thing,
): readonly Thing[] {
  return things.some(({ id }) => id === saved.id)
    ? things.map((thing) => (thing.id === saved.id ? saved : thing))
    : [...things, saved];
}
