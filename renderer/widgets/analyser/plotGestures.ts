/** What hands do on a plot; every place is a share (0 … 1) of its width. */
export interface PlotGestures {
  readonly point: (share: number) => void;
  readonly select: (from: number, to: number) => void;
  readonly zoom: (factor: number, at: number) => void;
  readonly pan: (by: number) => void;
  readonly whole: () => void;
  /** While the mouse drags a selection; undefined when it ended. */
  readonly selecting: (span: readonly [from: number, to: number] | undefined) => void;
}

/** A hand that trembles is not dragging. */
const dragFrom = 6;
const wheelNotch = 100;

/**
 * Mouse: click points, drag selects, double click shows all, the wheel zooms while the plot has the focus or Ctrl is held (a page
 * must stay scrollable), with Shift it moves. Touch: one finger points and moves the cursor, two fingers zoom and move.
 * @param owner has the focus for the plot
 * @returns how to stop
 */
export function followGestures(over: HTMLElement, owner: HTMLElement, gestures: PlotGestures): () => void {
  const fingers = new Map<number, number>();
  let pressedAt: number | undefined;
  const shareOf = (clientX: number) => {
    const box = over.getBoundingClientRect();
    return Math.max(0, Math.min(1, (clientX - box.left) / Math.max(1, box.width)));
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    owner.focus({ preventScroll: true });
    over.setPointerCapture(event.pointerId);
    if (event.pointerType === "touch") {
      fingers.set(event.pointerId, event.clientX);
      if (fingers.size === 1) gestures.point(shareOf(event.clientX));
    } else pressedAt = event.clientX;
  };
  const pinch = (id: number, clientX: number) => {
    const before = [...fingers.values()];
    fingers.set(id, clientX);
    const after = [...fingers.values()];
    const [widthBefore, widthAfter] = [before, after].map(([a, b]) => Math.abs(a! - b!));
    const [middleBefore, middleAfter] = [before, after].map(([a, b]) => shareOf((a! + b!) / 2));
    if (widthBefore! > dragFrom && widthAfter! > dragFrom) gestures.zoom(widthAfter! / widthBefore!, middleAfter!);
    gestures.pan(middleBefore! - middleAfter!);
  };
  const move = (event: PointerEvent) => {
    if (fingers.has(event.pointerId)) {
      if (fingers.size === 2) pinch(event.pointerId, event.clientX);
      else if (fingers.size === 1) gestures.point(shareOf(event.clientX));
    } else if (pressedAt !== undefined && Math.abs(event.clientX - pressedAt) > dragFrom) {
      gestures.selecting([shareOf(pressedAt), shareOf(event.clientX)]);
    }
  };
  const up = (event: PointerEvent) => {
    if (fingers.delete(event.pointerId) || pressedAt === undefined) return;
    const [from, to] = [pressedAt, event.clientX];
    pressedAt = undefined;
    gestures.selecting(undefined);
    if (Math.abs(to - from) > dragFrom) gestures.select(shareOf(Math.min(from, to)), shareOf(Math.max(from, to)));
    else gestures.point(shareOf(to));
  };
  const cancel = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    pressedAt = undefined;
    gestures.selecting(undefined);
  };
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey && document.activeElement !== owner) return;
    event.preventDefault();
    if (event.shiftKey) gestures.pan((event.deltaY + event.deltaX) / wheelNotch / 8);
    else gestures.zoom(1.2 ** (-event.deltaY / wheelNotch), shareOf(event.clientX));
  };
  const all = () => gestures.whole();
  over.addEventListener("pointerdown", down);
  over.addEventListener("pointermove", move);
  over.addEventListener("pointerup", up);
  over.addEventListener("pointercancel", cancel);
  over.addEventListener("wheel", wheel, { passive: false });
  over.addEventListener("dblclick", all);
  return () => {
    over.removeEventListener("pointerdown", down);
    over.removeEventListener("pointermove", move);
    over.removeEventListener("pointerup", up);
    over.removeEventListener("pointercancel", cancel);
    over.removeEventListener("wheel", wheel);
    over.removeEventListener("dblclick", all);
  };
}
