/** Scheme of the page: an own one instead of `file:`, so that the page has an origin and cannot read the disk. */
export const desktopScheme = "auscult";
const desktopHost = "app";
export const desktopPage = `${desktopScheme}://${desktopHost}/`;

/** The address belongs to the packaged page: its scheme and host, no name, password or port. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return (
    url?.protocol === `${desktopScheme}:` && url.host === desktopHost && url.username === "" && url.password === ""
  );
}

/** The window may show the page and nothing else, also not one of the page's own files. */
export function allowsNavigation(address: string): boolean {
  return isOwnAddress(address) && URL.parse(address)?.pathname === "/";
}

/** A message may come only from the page itself in the window's own frame; undefined or null once that frame is gone. */
export function isOwnSender(frame: { readonly url: string; readonly parent: unknown } | null | undefined): boolean {
  return frame != null && frame.parent === null && allowsNavigation(frame.url);
}
