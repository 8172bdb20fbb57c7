/** What `npm start` opens, and the one sentence that says why. */
export type Opening =
  | { readonly opening: "desktop"; readonly binary: string; readonly reason: string }
  | { readonly opening: "station"; readonly reason: string };

interface Computer {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the checkout. */
  readonly root: string;
}

/** undefined where there is no Electron for the platform. Nothing is looked up on the disk. */
export function locateElectron(computer: Computer): { readonly folder: string; readonly binary: string } | undefined;

export function chooseOpening(
  computer: Computer & {
    readonly exists: (path: string) => boolean;
    /** User id, where the platform has one; this process's own when left out. */
    readonly uid?: number;
  },
): Opening;
