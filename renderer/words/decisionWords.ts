import type { ModelDecision } from "../../electron/domain/modelDecision.ts";
import type { Format } from "./format.ts";
import type { Words } from "./words.ts";

/** What somebody decided about a micromodel, in words; when and who stand beside. */
export function decisionWords({ models }: Words, format: Format, decision: ModelDecision): string {
  switch (decision.what) {
    case "put into service":
      return models.history.served(decision.version);
    case "budget":
      return models.history.budget(models.budget[decision.budget.per](decision.budget.alarms));
    case "forget session":
      return models.history.forgotten(format.exact(decision.from));
  }
}
