// A device program that sends more than the station takes: 30 s of samples at once, a word, and then 1 s of samples for as
// long as it runs.
import { sendBlock, sendUnusable } from "../../electron/devices/deviceProcess.ts";

const sampleRate = 100;
const second = () => ({ time: 0, sampleRate, lostBefore: 0, channels: [new Float32Array(sampleRate)] });
for (let i = 0; i < 30; i++) sendBlock(second());
sendUnusable("all sent");
setInterval(() => sendBlock(second()), 5);
