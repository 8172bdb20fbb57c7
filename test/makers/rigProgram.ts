import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Whether every program of a rig is installed. Without one its tests are left out on a developer's machine, saying so, and
 * fail where `CI` is set: there a test that did not run would pass for one that did.
 */
export function rigIsThere(programs: readonly string[]): boolean {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/sbin"];
  const missing = programs.filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
  if (missing.length === 0) return true;
  const message = `Not installed: ${missing.join(", ")}. The tests that need it cannot run.`;
  if (process.env.CI) throw new Error(message);
  console.warn(message);
  return false;
}
