// The signal kernel: what ../wasmKernel.ts calls. The caller lays out the memory; nothing is allocated here.
export { pack, unfold, unfoldPower } from "./fold";
export { transform } from "./fourier";
export { addPower, amplitudeSums, melCepstrum, windowedSums } from "./spectrum";
export { centralSums, crossings, firstSums, magnitudeSums, sum, thinnedMagnitudes } from "./statistics";
