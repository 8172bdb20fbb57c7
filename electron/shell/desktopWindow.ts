/** A rectangle on the desktop, in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was when it was closed. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

const usualSize = { width: 1440, height: 900 };
const smallestSize = { width: 900, height: 600 };
/** So much of the title bar must be in reach for the window to be moved, in pixels. */
const inReach = { width: 120, height: 40 };

/**
 * Everything the window is made with. The page is treated as a stranger: sandboxed, isolated, without Node, and with no
 * dictionary to fetch for spell checking.
 * @param packaged the developer tools are there only in a checkout
 */
export function windowOptions(window: {
  readonly preload: string;
  readonly icon: string;
  readonly packaged: boolean;
  readonly bounds: Partial<Rectangle>;
}) {
  return {
    title: "Auscult",
    icon: window.icon,
    ...usualSize,
    ...window.bounds,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: window.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !window.packaged,
    },
  };
}

/** Reads what was remembered; undefined when it is missing, damaged or makes no sense. */
export function readWindowState(text: string): WindowState | undefined {
  try {
    const { bounds, maximized } = JSON.parse(text) as Partial<WindowState>;
    const { x, y, width, height } = bounds ?? {};
    if (!isPixels(x) || !isPixels(y) || !isPixels(width) || !isPixels(height)) return undefined;
    return { bounds: { x, y, width, height }, maximized: maximized === true };
  } catch {
    return undefined;
  }
}

function isPixels(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) < 100_000;
}

/**
 * The bounds to open with: those remembered when the window could be grasped there, otherwise only the size, because the
 * screen it stood on may have been unplugged.
 * @param screens those there are now
 */
export function boundsToOpen(
  state: WindowState | undefined,
  screens: readonly { readonly workArea: Rectangle }[],
): Partial<Rectangle> {
  if (state === undefined) return {};
  const { x, y } = state.bounds;
  const width = Math.max(smallestSize.width, state.bounds.width);
  const height = Math.max(smallestSize.height, state.bounds.height);
  const reachable = screens.some(({ workArea: area }) => {
    const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
    const isTitleInside = y >= area.y && y + inReach.height <= area.y + area.height;
    return across >= inReach.width && isTitleInside;
  });
  return reachable ? { x, y, width, height } : { width, height };
}
