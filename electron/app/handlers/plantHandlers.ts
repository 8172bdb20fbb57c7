import type { Plant } from "../../domain/plant.ts";
import type { AppContext } from "../appContext.ts";
import { formOf } from "../devices/formOf.ts";
import { hidePlantSecrets } from "../devices/secretSettings.ts";
import { handle } from "./handle.ts";

export function plantHandlers({ plant }: AppContext) {
  const { plant: area } = handle;
  const shown = (whole: Plant) => hidePlantSecrets(whole, formOf);
  return {
    get: area.get.handler(() => shown(plant.plant)),
    renameSite: area.renameSite.handler(async ({ input }) => shown(await plant.renameSite(input.name))),
    saveMachine: area.saveMachine.handler(({ input }) => plant.saveMachine(input)),
    saveComponent: area.saveComponent.handler(({ input }) => plant.saveComponent(input)),
    savePoint: area.savePoint.handler(({ input }) => plant.savePoint(input)),
    remove: area.remove.handler(async ({ input }) => shown(await plant.remove(input.what, input.id))),
  };
}
