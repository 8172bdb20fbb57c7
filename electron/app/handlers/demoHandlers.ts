import type { AppContext } from "../appContext.ts";
import { handle } from "./handle.ts";

export function demoHandlers({ demo }: AppContext) {
  const { demo: area } = handle;
  return {
    state: area.state.handler(() => demo.state()),
    install: area.install.handler(() => demo.install()),
    startFault: area.startFault.handler(({ input }) => demo.startFault(input.componentId, input.fault)),
    repair: area.repair.handler(({ input }) => demo.repair(input.componentId)),
  };
}
