import { EventEmitter } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { type ForkRecord, StandInUtilityProcess } from "./standInUtilityProcess.ts";

/** An event as Electron gives it to a listener that may refuse. */
export function refusable(url?: string) {
  return {
    url,
    prevented: false,
    preventDefault() {
      this.prevented = true;
    },
  };
}

/** Electron's port of the main process over a Node port: same events, same shape of message, queued until started. */
export class StandInPort extends EventEmitter {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on("close", () => this.emit("close"));
  }

  start(): void {
    this.#port.on("message", (data: unknown) => this.emit("message", { data, ports: [] }));
  }

  /** Electron's main process can transfer ports only; anything else would be lost. */
  postMessage(data: unknown, transfer?: readonly unknown[]): void {
    if (transfer?.length) throw new Error("The main process must copy, never transfer.");
    this.#port.postMessage(data);
  }

  close(): void {
    this.#port.close();
  }
}

export class StandInChannel {
  readonly port1: StandInPort;
  /** The page's end: a plain Node port. */
  readonly port2: MessagePort;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new StandInPort(port1);
    this.port2 = port2;
  }
}

export class StandInContents extends EventEmitter {
  reloads = 0;
  openHandler: (() => { action: string }) | undefined;

  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }

  reload(): void {
    this.reloads += 1;
  }
}

/** A window that is never seen: it records what it was told. */
export class StandInWindow extends EventEmitter {
  readonly webContents = new StandInContents();
  readonly options: Record<string, unknown>;
  loaded: string | undefined;
  shown = false;
  maximized = false;
  focused = 0;
  loadFailure: Error | undefined;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
  }

  async loadURL(address: string): Promise<void> {
    this.loaded = address;
    if (this.loadFailure) throw this.loadFailure;
    this.emit("ready-to-show");
  }

  show(): void {
    this.shown = true;
  }

  maximize(): void {
    this.maximized = true;
  }

  focus(): void {
    this.focused += 1;
  }

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return this.maximized;
  }

  isDestroyed(): boolean {
    return false;
  }

  getNormalBounds() {
    return { x: 11, y: 22, width: 1033, height: 744 };
  }
}

/**
 * As much of Electron's main process as the desktop uses, for one start of it. What was asked for is recorded, what Electron
 * would say is emitted by the test.
 * @param folders where the stand-in says the application and the user's data are
 */
export function makeStandInElectron(folders: { readonly appPath: string; readonly userData: string }) {
  const paths: Record<string, string> = { userData: folders.userData };
  const record = {
    sandboxed: false,
    schemes: [] as unknown[],
    paths,
    lockGranted: true,
    exits: [] as number[],
    quits: 0,
    boxes: [] as string[],
    answers: [] as number[],
    menu: undefined as unknown,
    blockers: [] as string[],
    loadFailure: undefined as Error | undefined,
    windows: [] as StandInWindow[],
    serve: undefined as ((request: { method: string; url: string }) => Response) | undefined,
    permission: {} as Record<string, (...given: never[]) => unknown>,
    blocked: [] as string[],
    forks: [] as ForkRecord[],
  };

  const BrowserWindow: new (options: Record<string, unknown>) => StandInWindow = class extends StandInWindow {
    constructor(options: Record<string, unknown>) {
      super(options);
      this.loadFailure = record.loadFailure;
      record.windows.push(this);
      app.emit("web-contents-created", {}, this.webContents);
    }
  };

  const ready = Promise.withResolvers<void>();
  let isReady = false;
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    getAppPath: () => folders.appPath,
    getPath: (name: string) => paths[name],
    setPath: (name: string, path: string) => {
      paths[name] = path;
    },
    enableSandbox: () => {
      record.sandboxed = true;
    },
    requestSingleInstanceLock: () => record.lockGranted,
    whenReady: () => ready.promise,
    quit: () => {
      record.quits += 1;
      app.emit("will-quit", refusable());
    },
    exit: (code: number) => {
      record.exits.push(code);
      app.emit("exited");
    },
  });

  const electron = {
    app,
    BrowserWindow,
    dialog: {
      showErrorBox: (_title: string, text: string) => record.boxes.push(text),
      showMessageBox: async (box: { message: string }) => {
        record.boxes.push(box.message);
        return { response: record.answers.shift() ?? 0 };
      },
    },
    ipcMain: new EventEmitter(),
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: (menu: unknown) => {
        record.menu = menu;
      },
    },
    MessageChannelMain: StandInChannel,
    powerSaveBlocker: { start: (kind: string) => record.blockers.push(kind) },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => record.schemes.push(...schemes),
      handle: (_scheme: string, serve: (request: { method: string; url: string }) => Response) => {
        record.serve = serve;
      },
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: () => unknown) => {
          record.permission.request = handler;
        },
        setPermissionCheckHandler: (handler: () => unknown) => {
          record.permission.check = handler;
        },
        setDevicePermissionHandler: (handler: () => unknown) => {
          record.permission.device = handler;
        },
        webRequest: { onBeforeRequest: ({ urls }: { urls: string[] }) => record.blocked.push(...urls) },
      },
    },
    utilityProcess: {
      fork(module: string, words: readonly string[], options: ForkRecord["options"]) {
        if (!isReady) throw new Error("Electron can start a utility process only once it is ready.");
        record.forks.push({ module, words, options });
        return new StandInUtilityProcess({ module, words, options });
      },
    },
  };
  const becomeReady = () => {
    isReady = true;
    ready.resolve();
  };
  return { electron, record, becomeReady };
}
