import type { StationSnapshot } from "../../contract/stationContract.ts";
import type { AppContext } from "../appContext.ts";
import { latest } from "../latest.ts";
import { takeSnapshot } from "../snapshot.ts";
import { handle } from "./handle.ts";

export function stationHandlers(context: AppContext) {
  const { station: area } = handle;
  const { store, pipeline, changes, about } = context;
  return {
    about: area.about.handler(() => about()),
    watch: area.watch.handler(async function* ({ signal }) {
      yield takeSnapshot(context);
      yield* latest((listener: (snapshot: StationSnapshot) => void) => {
        return changes.listen(() => listener(takeSnapshot(context)));
      }, signal);
    }),
    dismissNotice: area.dismissNotice.handler(({ input }) => {
      context.dismissNotice(input.id);
      changes.touch();
      return { dismissed: true } as const;
    }),
    retention: area.retention.handler(() => store.settings.retention()),
    setRetention: area.setRetention.handler(({ input }) => {
      store.settings.setRetention(input);
      pipeline.keepForRecordings(input.preTriggerSeconds);
      changes.bump("recordings");
      return store.settings.retention();
    }),
  };
}
