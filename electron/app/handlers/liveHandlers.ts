import type { LiveFrame } from "../../contract/liveContract.ts";
import type { AppContext } from "../appContext.ts";
import { latest } from "../latest.ts";
import { handle } from "./handle.ts";

export function liveHandlers({ plant, pipeline }: AppContext) {
  const { live: area } = handle;
  return {
    watch: area.watch.handler(async function* ({ input, signal }) {
      const { unit } = plant.point(input.pointId);
      yield* latest((listener: (frame: LiveFrame) => void) => {
        return pipeline.watchLive(input.pointId, (picture) => listener({ ...picture, unit }));
      }, signal);
    }),
    healthy: area.healthy.handler(({ input }) => pipeline.healthySpectrum(input.pointId) ?? null),
  };
}
