import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { connectPort } from "./link/portConnection.ts";
import { connectWebSocket } from "./link/webSocketConnection.ts";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
// The scroll lock under dialogs adds a style element and looks here for its nonce.
Object.assign(globalThis, { __webpack_nonce__: nonce });

// A page served over HTTP talks to the station that served it; on the desktop the preload hands over a port.
const connection = location.protocol.startsWith("http")
  ? connectWebSocket(new URL(location.href))
  : connectPort(window);

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element.");
createRoot(root).render(
  <StrictMode>
    <App connection={connection} nonce={nonce} />
  </StrictMode>,
);
