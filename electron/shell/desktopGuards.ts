import { allowsNavigation } from "./desktopAddress.ts";

type Answer<Value> = (value: Value) => void;
interface Stoppable {
  preventDefault(): void;
}

/** What is needed of Electron's `Session`, so that this can be tested without Electron. */
export interface GuardedSession {
  setPermissionRequestHandler(handler: (contents: unknown, permission: string, answer: Answer<boolean>) => void): void;
  setPermissionCheckHandler(handler: () => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  readonly webRequest: {
    onBeforeRequest(
      filter: { urls: string[] },
      listener: (request: unknown, answer: Answer<{ cancel: boolean }>) => void,
    ): void;
  };
}

/** What is needed of Electron's `WebContents`. */
export interface GuardedContents {
  setWindowOpenHandler(handler: () => { action: "deny" }): void;
  on(event: "will-attach-webview", listener: (event: Stoppable) => void): unknown;
  on(event: "will-frame-navigate", listener: (event: Stoppable & { readonly url: string }) => void): unknown;
  on(event: "will-redirect", listener: (event: Stoppable) => void): unknown;
}

/** Everything a page could reach past its own scheme. */
const beyondThePage = ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*", "ftp://*/*", "file://*/*"];

/** The page is given nothing of the system and reaches no network: what it needs comes through its port. */
export function guardSession(session: GuardedSession): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: beyondThePage }, (_request, answer) => answer({ cancel: true }));
}

/** Whatever shows a page stays on Auscult's own, opens no window and holds no other page. Auscult never redirects. */
export function guardContents(contents: GuardedContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => {
    if (!allowsNavigation(event.url)) event.preventDefault();
  });
}
