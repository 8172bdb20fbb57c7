import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCalls } from "../../link/LinkProvider.tsx";
import { usePlant } from "../../live/usePlant.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { ModelCardView } from "./ModelCardView.tsx";
import { ModelTable } from "./ModelTable.tsx";
import { modelRows } from "./modelRows.ts";

/** `#/models` lists every component with its model, `#/models/COMPONENT` shows the card of one, `…/VERSION` an older one. */
export function ModelsScreen({ parts }: { parts: readonly string[] }) {
  const { words } = useWords();
  const calls = useCalls();
  const { plant, machines, failure } = usePlant();
  const summaries = useQuery(calls.models.list.queryOptions());
  const [componentId, version] = parts;
  if (failure !== undefined || summaries.error !== null) {
    return (
      <>
        <h1>{words.models.heading}</h1>
        <FaultNote failure={failure ?? summaries.error} retry={() => void summaries.refetch()} />
      </>
    );
  }
  if (plant === undefined || summaries.data === undefined) return <Skeleton height={240} />;
  const rows = modelRows(machines, summaries.data);
  if (componentId === undefined) return <ModelTable rows={rows} />;
  const row = rows.find(({ component }) => component.id === componentId);
  if (row === undefined) return <p>{words.models.card.gone}</p>;
  const asked = version !== undefined && /^[1-9]\d*$/.test(version) ? Number(version) : undefined;
  return <ModelCardView key={`${componentId} ${asked}`} row={row} version={asked} />;
}
