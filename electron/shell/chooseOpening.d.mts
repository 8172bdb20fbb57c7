/** What `npm start` opens, and the one sentence that says why. */
export type Opening =
  | { readonly opening: "desktop"; readonly binary: string; readonly reason: string }
  | { readonly opening: "station"; readonly reason: string };

export function chooseOpening(computer: {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
  /** Folder of the checkout. */
  readonly root: string;
  /** User id, where the platform has one; this process's own when left out. */
  readonly uid?: number;
}): Opening;
