import type { PackedSpectrum, PackedWindow, WindowResult } from "./analysisMessages.ts";

/** @returns the window and the buffers that change hands with it */
export function packWindow(window: WindowResult): { packed: PackedWindow; transfer: ArrayBuffer[] } {
  const spectra = window.spectra.map(({ pointId, spectrum }): PackedSpectrum => {
    return { pointId, top: spectrum.top, levels: Float32Array.from(spectrum.levels) };
  });
  const transfer = spectra.map(({ levels }) => levels.buffer);
  if (window.values !== null) transfer.push(window.values.buffer);
  if (window.special?.values) transfer.push(window.special.values.buffer);
  for (const { buffer } of window.excerpt ?? []) transfer.push(buffer);
  return { packed: { ...window, spectra }, transfer };
}

export function unpackWindow(packed: PackedWindow): WindowResult {
  const spectra = packed.spectra.map(({ pointId, top, levels }) => {
    return { pointId, spectrum: { top, levels: Array.from(levels) } };
  });
  return { ...packed, spectra };
}
