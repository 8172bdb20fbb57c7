import type { ModelCard } from "../../../electron/contract/componentsContract.ts";
import { useNow } from "../../live/StationProvider.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Machine.module.css";

const shortHash = 12;

/** The micromodel in one line; its numbers are one click away. */
export function ModelLine({ model }: { model: ModelCard | null }) {
  const { words, format } = useWords();
  const now = useNow();
  if (model === null) return <p>{words.machine.noModel}</p>;
  const learned = model.sessions.reduce((sum, { from, to }) => sum + (to - from), 0);
  return (
    <div>
      <p>
        {words.machine.model(
          model.sessions.length,
          format.duration(learned),
          model.version,
          format.moment(model.trainedAt, now),
        )}{" "}
        {words.machine.modelBy(model.trainedBy)}
      </p>
      <details className={classes.details}>
        <summary>{words.machine.details}</summary>
        <p>
          {words.machine.modelMore(
            format.measured(model.threshold),
            format.measured(model.heldOutMedian),
            format.measured(model.heldOutMax),
          )}
        </p>
        {model.features.length > 0 && <p>{words.machine.features(model.features.join(", "))}</p>}
        <p className={classes.quiet}>
          {words.machine.kind}: {model.kind} · {words.machine.recipe}: {model.recipe} · {words.machine.hash}:{" "}
          <span title={model.hash}>{model.hash.slice(0, shortHash)}</span>
        </p>
      </details>
    </div>
  );
}
