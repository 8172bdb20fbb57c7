import type { AppContext } from "../appContext.ts";
import { handle } from "./handle.ts";

export function recordingsHandlers({ recordings, schedules }: AppContext) {
  const { recordings: area } = handle;
  return {
    list: area.list.handler(({ input }) => recordings.list(input.offset, input.limit)),
    start: area.start.handler(({ input }) => recordings.start(input)),
    stop: area.stop.handler(({ input }) => recordings.stop(input.id)),
    remove: area.remove.handler(({ input }) => {
      recordings.remove(input.id);
      return { removed: true } as const;
    }),
    file: area.file.handler(({ input }) => recordings.file(input.id, input.pointId, input.offset)),
    schedules: area.schedules.handler(() => schedules.all()),
    saveSchedule: area.saveSchedule.handler(({ input }) => schedules.save(input)),
    removeSchedule: area.removeSchedule.handler(({ input }) => {
      schedules.remove(input.id);
      return { removed: true } as const;
    }),
  };
}
