import { homedir } from "node:os";
import { join } from "node:path";

/** Where a station keeps its data unless it is told otherwise. */
export function usualDataFolder(env: NodeJS.ProcessEnv = process.env, home = homedir()): string {
  return env.AUSCULT_DATA ?? join(home, ".auscult");
}
