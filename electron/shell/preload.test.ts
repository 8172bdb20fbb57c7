import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import vm from "node:vm";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const source = readFileSync(new URL("./preload.cts", import.meta.url), "utf8");
const { outputText: script } = ts.transpileModule(source, {
  fileName: "preload.cts",
  compilerOptions: { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.NodeNext, verbatimModuleSyntax: true },
});

/** Runs the preload as a sandboxed window does: as a plain script with `require`, in a page's world. */
function runPreload() {
  const required: string[] = [];
  const sent: unknown[][] = [];
  const posted: unknown[][] = [];
  const page = new EventEmitter();
  const ipcRenderer = Object.assign(new EventEmitter(), { send: (...given: unknown[]) => sent.push(given) });
  const world = vm.createContext({
    exports: {},
    require: (name: string) => {
      required.push(name);
      return { ipcRenderer, contextBridge: {} };
    },
    addEventListener: (event: string, listener: () => void) => page.on(event, listener),
    postMessage: (...given: unknown[]) => posted.push(given),
    location: { origin: "auscult://app" },
  });
  const before = Object.keys(world);
  vm.runInContext(script, world);
  const left = Object.keys(world).filter((name) => !before.includes(name));
  return { required, sent, posted, page, ipcRenderer, left };
}

describe("the preload script", () => {
  it("is a plain script, which is all that a sandboxed window runs, and needs only electron", () => {
    expect(() => new vm.Script(script)).not.toThrow();
    expect(script).not.toMatch(/^\s*(import|export)\b|\bimport\s*\(/m);
    expect(runPreload().required).toEqual(["electron"]);
  });

  it("asks for the port once the page listens, and again each time the page is loaded", () => {
    const { sent, page } = runPreload();
    expect(sent).toEqual([]);
    page.emit("DOMContentLoaded");
    expect(sent).toEqual([["auscult-port"]]);
  });

  it("passes the port on to its own page only, and nothing else of the message", () => {
    const { posted, ipcRenderer } = runPreload();
    const port = {};
    ipcRenderer.emit("auscult-port", { ports: [port], sender: {} }, "anything");
    expect(posted).toEqual([["auscult-port", "auscult://app", [port]]]);
    expect(posted[0]?.[2]).toContain(port);
  });

  it("leaves nothing behind for the page to use", () => {
    expect(runPreload().left).toEqual([]);
    expect(source).not.toContain("contextBridge");
  });
});
