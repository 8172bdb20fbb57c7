import type { Plant } from "../../../electron/domain/plant.ts";
import type { Words } from "../../words/words.ts";
import type { RecordScope } from "./RecordForm.tsx";

/**
 * What can be recorded together: every component, and every machine as a whole. Values that a sensor has worked out are no sound:
 * they are in the trend.
 */
export function recordScopes(words: Words, { machines, components, points }: Plant): readonly RecordScope[] {
  const recordable = points.filter(({ signal }) => signal !== "feature");
  return machines
    .toSorted((a, b) => a.place - b.place)
    .flatMap((machine) => {
      const own = components.filter(({ machineId }) => machineId === machine.id).toSorted((a, b) => a.place - b.place);
      const scopes = own.map((component) => ({
        id: component.id,
        name: words.sentence.where(machine.name, component.name),
        pointIds: recordable.filter(({ componentId }) => componentId === component.id).map(({ id }) => id),
      }));
      const whole = scopes.flatMap(({ pointIds }) => pointIds);
      const several = scopes.filter(({ pointIds }) => pointIds.length > 0).length > 1;
      return [
        ...(several ? [{ id: machine.id, name: words.recordings.whole(machine.name), pointIds: whole }] : []),
        ...scopes,
      ];
    })
    .filter(({ pointIds }) => pointIds.length > 0);
}
