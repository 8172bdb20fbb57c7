// The whole bridge: the page gets one message port to the station inside, and nothing of Electron. A sandboxed preload
// cannot be a module, hence `.cts`, which is compiled to CommonJS with nothing imported but `electron`.
const { ipcRenderer } = require("electron") as typeof import("electron");

// Of the page's own functions only these: the rest of the DOM stays out of this project.
declare function addEventListener(event: "DOMContentLoaded", listener: () => void): void;
declare function postMessage(message: string, targetOrigin: string, ports: readonly unknown[]): void;
declare const location: { readonly origin: string };

/** Main process, preload and page all know the port by this name. */
const portGreeting = "auscult-port";

// The scripts of the page have run by then, so somebody listens. After a reload all of this happens anew, with a fresh port.
addEventListener("DOMContentLoaded", () => ipcRenderer.send(portGreeting));
ipcRenderer.on(portGreeting, (event) => {
  postMessage(portGreeting, location.origin, event.ports);
});
