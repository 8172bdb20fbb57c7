import type { Milliseconds } from "../domain/units.ts";

const mostReloads = 3;
const within: Milliseconds = 60_000;

/**
 * Whether the window is loaded again after its page has died. Listening goes on without it, so a page that keeps dying is
 * left alone rather than made to flicker for ever.
 * @param earlier times of the reloads so far, any clock that does not go back
 * @returns `earlier` for the next call
 */
export function reloadAfterCrash(
  earlier: readonly Milliseconds[],
  now: Milliseconds,
): { readonly reload: boolean; readonly earlier: readonly Milliseconds[] } {
  const recent = earlier.filter((time) => now - time < within);
  if (recent.length >= mostReloads) return { reload: false, earlier: recent };
  return { reload: true, earlier: [...recent, now] };
}

/** What the user reads when the window is not loaded again by itself. */
export const crashQuestion = {
  type: "error" as const,
  title: "Auscult",
  message: "The window of Auscult keeps failing.",
  detail: "Auscult still listens to the machines and still raises alerts; only the window is gone.",
  buttons: ["Show the window again", "Quit Auscult"],
  defaultId: 0,
  cancelId: 0,
};
