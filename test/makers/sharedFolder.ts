import { existsSync } from "node:fs";
import { resolve } from "node:path";

/**
 * The folder `../shared` beside the checkout, with recordings and golden signals that are not part of the repository.
 * @throws Error that says how to get on without it
 */
export function sharedFolder(): string {
  const folder = resolve(import.meta.dirname, "../../../shared");
  if (existsSync(folder)) return folder;
  throw new Error(`The folder ../shared (recordings and golden signals) is missing beside the checkout: ${folder}`);
}

/** Whether a suite that needs ../shared may be skipped: only when it is missing on a developer's own machine. */
export function isSharedMissing(): boolean {
  try {
    sharedFolder();
    return false;
  } catch (thrown) {
    if (process.env.CI) throw thrown;
    console.warn((thrown as Error).message);
    return true;
  }
}
