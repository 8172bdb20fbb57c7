/** What a key means on a plot with a cursor. */
export type AnalyserAction =
  | { readonly what: "step"; readonly by: number }
  | { readonly what: "peak"; readonly direction: 1 | -1 }
  | { readonly what: "end"; readonly side: "low" | "high" }
  | { readonly what: "zoom"; readonly factor: number }
  | { readonly what: "strongest" | "whole" | "remove" };

const coarse = 10;
export const zoomStep = 2;

/** @returns undefined for a key that the plot leaves alone */
export function analyserAction(key: string, shift: boolean): AnalyserAction | undefined {
  const far = shift ? coarse : 1;
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return { what: "step", by: far };
    case "ArrowLeft":
    case "ArrowDown":
      return { what: "step", by: -far };
    case "PageUp":
      return { what: "peak", direction: 1 };
    case "PageDown":
      return { what: "peak", direction: -1 };
    case "Home":
      return { what: "end", side: "low" };
    case "End":
      return { what: "end", side: "high" };
    case "+":
    case "=":
      return { what: "zoom", factor: zoomStep };
    case "-":
    case "_":
      return { what: "zoom", factor: 1 / zoomStep };
    case "0":
      return { what: "whole" };
    case "p":
    case "P":
      return { what: "strongest" };
    case "Escape":
      return { what: "remove" };
    default:
      return undefined;
  }
}
