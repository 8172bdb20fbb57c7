import type { ModelDossier } from "../../../electron/contract/modelsContract.ts";
import { saveFile } from "../../widgets/saveFile.ts";

/** The card as it is kept, for a quality folder or another program. */
export function saveCard({ card, version }: ModelDossier, name: string): void {
  saveFile(`${name}-${card.componentId}-v${card.version}`, "json", JSON.stringify({ card, version }, null, 2));
}
