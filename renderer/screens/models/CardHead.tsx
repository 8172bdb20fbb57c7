import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { ModelDossier } from "../../../electron/contract/modelsContract.ts";
import { useClient } from "../../link/LinkProvider.tsx";
import { useNow } from "../../live/StationProvider.tsx";
import { useAct } from "../../live/useAct.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { isBusy } from "../../widgets/LearningBar.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Models.module.css";
import type { ModelRow } from "./modelRows.ts";
import { saveCard } from "./saveCard.ts";

/** One sentence: which version of which component, and whether it judges. What can be done with it beside. */
export function CardHead({ row, dossier }: { row: ModelRow; dossier: ModelDossier }) {
  const { words, format } = useWords();
  const client = useClient();
  const now = useNow();
  const { machine, component, summary } = row;
  const { version, trainedAt, inService, servesSince } = dossier.version;
  const train = useAct((_: undefined, by) => client.models.train({ componentId: component.id, by }));
  const where = words.sentence.where(machine.name, component.name);
  const waits = summary?.waiting === version;
  const sentence = inService
    ? words.models.card.inService(where, version, format.moment(servesSince ?? trainedAt, now))
    : waits
      ? words.models.card.waits(where, version)
      : words.models.card.notInService(where, version);
  return (
    <header className={classes.head}>
      <h1>{sentence}</h1>
      <div className={classes.actions}>
        {summary?.waiting !== undefined && !waits && (
          <Button component={Link} href={`/models/${encodeURIComponent(component.id)}/${summary.waiting}`}>
            {words.models.card.newer(summary.waiting)}
          </Button>
        )}
        <Button
          variant="default"
          title={words.models.card.trainHelp}
          loading={train.isPending}
          disabled={isBusy(row.view.learning)}
          onClick={() => train.mutate(undefined)}
        >
          {words.models.card.train}
        </Button>
        <Button variant="default" onClick={() => saveCard(dossier, words.models.card.fileName)}>
          {words.models.card.save}
        </Button>
      </div>
      <FaultNote failure={train.error} />
    </header>
  );
}
