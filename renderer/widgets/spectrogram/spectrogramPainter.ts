import { type AxisLimits, type AxisWindow, valueAtShare } from "../analyser/axisWindow.ts";
import { heatIndex } from "./heatRamp.ts";
import type { SpectrogramHistory } from "./spectrogramHistory.ts";

/**
 * Paints a history into a ring of columns on one bounded canvas, and shows it in two pieces: nothing is moved, nothing is kept
 * twice. A column costs one small write; only a new range or axis paints all of them. Works the same with and without a GPU.
 */
export class SpectrogramPainter {
  readonly #history: SpectrogramHistory;
  readonly #rows: number;
  readonly #ring: OffscreenCanvas;
  readonly #paper: OffscreenCanvasRenderingContext2D | null;
  readonly #column: ImageData;
  readonly #pixels: Uint32Array;
  readonly #colours: Uint32Array;
  readonly #ground: string;
  /** First band of each row, and one past its last. */
  readonly #from: Uint16Array;
  readonly #to: Uint16Array;
  #painted = 0;

  /** @param ramp shape [256 × 4], see `heatRamp` */
  constructor(history: SpectrogramHistory, rows: number, ramp: Uint8ClampedArray, ground: string) {
    this.#history = history;
    this.#rows = rows;
    this.#ring = new OffscreenCanvas(history.columns, rows);
    this.#paper = this.#ring.getContext("2d", { alpha: false });
    this.#column = new ImageData(1, rows);
    this.#pixels = new Uint32Array(this.#column.data.buffer);
    this.#colours = new Uint32Array(ramp.buffer);
    this.#ground = ground;
    this.#from = new Uint16Array(rows);
    this.#to = new Uint16Array(rows);
  }

  /** Lays another stretch of the frequency axis on the rows, and paints all of it. */
  show(window: AxisWindow, limits: AxisLimits): void {
    const { bands, top } = this.#history;
    const bandAt = (frequency: number) => Math.max(0, Math.min(bands - 1, Math.floor((frequency / top) * bands)));
    for (let row = 0; row < this.#rows; row += 1) {
      // Row 0 is the top of the picture.
      const low = valueAtShare(window, 1 - (row + 1) / this.#rows, limits);
      const high = valueAtShare(window, 1 - row / this.#rows, limits);
      this.#from[row] = bandAt(low + (high - low) * 1e-6);
      this.#to[row] = Math.max(this.#from[row]! + 1, bandAt(high - (high - low) * 1e-6) + 1);
    }
    this.repaint();
  }

  repaint(): void {
    const paper = this.#paper;
    if (paper === null) return;
    paper.fillStyle = this.#ground;
    paper.fillRect(0, 0, this.#history.columns, this.#rows);
    const { filled, next, columns } = this.#history;
    for (let age = filled; age > 0; age -= 1) this.#paint((next - age + columns) % columns);
    this.#painted = next;
  }

  /** Paints the columns that came since the last time. */
  catchUp(): void {
    const { next, columns } = this.#history;
    while (this.#painted !== next) {
      this.#paint(this.#painted);
      this.#painted = (this.#painted + 1) % columns;
    }
  }

  /** Oldest at the left, newest at the right. */
  present(shown: CanvasRenderingContext2D): void {
    const { next, columns } = this.#history;
    const older = columns - next;
    shown.drawImage(this.#ring, next, 0, older, this.#rows, 0, 0, older, this.#rows);
    if (next > 0) shown.drawImage(this.#ring, 0, 0, next, this.#rows, older, 0, next, this.#rows);
  }

  #paint(column: number): void {
    const [low, high] = this.#history.range;
    for (let row = 0; row < this.#rows; row += 1) {
      const level = this.#history.strongest(column, this.#from[row]!, this.#to[row]!);
      this.#pixels[row] = this.#colours[heatIndex(level, low, high)]!;
    }
    this.#paper?.putImageData(this.#column, column, 0);
  }
}
