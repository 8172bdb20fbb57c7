import { mkdir, rename, stat } from "node:fs/promises";
import { join, parse } from "node:path";
import { Fault } from "../../domain/fault.ts";

/**
 * Moves a file into a folder beside it, under another name where there is one of its name already.
 * @throws Fault NOT_ALLOWED when it cannot be moved
 */
export async function putAway(folder: string, name: string, into: "analysed" | "refused"): Promise<void> {
  const { name: stem, ext } = parse(name);
  try {
    await mkdir(join(folder, into), { recursive: true });
    for (let count = 1; ; count++) {
      const target = join(folder, into, count === 1 ? name : `${stem} (${count})${ext}`);
      if (await stat(target).catch(() => undefined)) continue;
      await rename(join(folder, name), target);
      return;
    }
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    const message = `${join(folder, name)} could not be moved into ${into} (${reason}). Give the station's user the right to write into the folder, or let its files lie.`;
    throw new Fault("NOT_ALLOWED", message, { cause, details: { path: join(folder, name), reason } });
  }
}
