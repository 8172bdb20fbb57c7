import { Button } from "@mantine/core";
import { Link } from "wouter";
import { useClient } from "../../link/LinkProvider.tsx";
import { type ComponentView, isUnacknowledged } from "../../live/plantView.ts";
import { useAct } from "../../live/useAct.ts";
import { FaultNote } from "../../widgets/FaultNote.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./Machine.module.css";

/** What can be done about a component, beside its sentence. */
export function ComponentActions({ view: { component, alert } }: { view: ComponentView }) {
  const { words } = useWords();
  const client = useClient();
  const acknowledge = useAct((id: string, by) => client.alerts.acknowledge({ id, by, comment: "" }));
  const service = useAct((outOfService: boolean, by) =>
    client.components.setOutOfService({ componentId: component.id, outOfService, by }),
  );
  return (
    <div className={classes.actions}>
      {alert !== undefined && isUnacknowledged(alert) && (
        <Button loading={acknowledge.isPending} onClick={() => acknowledge.mutate(alert.id)}>
          {words.alerts.acknowledge}
        </Button>
      )}
      {alert !== undefined && (
        <Button
          variant={isUnacknowledged(alert) ? "default" : "filled"}
          component={Link}
          href={`/alerts/${encodeURIComponent(alert.id)}`}
        >
          {words.machine.openAlert}
        </Button>
      )}
      <Button variant="default" loading={service.isPending} onClick={() => service.mutate(!component.outOfService)}>
        {component.outOfService ? words.machine.backInService : words.machine.outOfService}
      </Button>
      <FaultNote failure={acknowledge.error ?? service.error} />
    </div>
  );
}
