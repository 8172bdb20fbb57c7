import { setTimeout as sleep } from "node:timers/promises";
import type { SerialPort } from "serialport";
import { Fault } from "../../domain/fault.ts";
import { endWith, failWith, sendPreview, steadyNow, tellOpen } from "../deviceProcess.ts";
import { capturePort } from "./capturePort.ts";
import { openPort, portLost } from "./openPort.ts";
import { recognisePort } from "./recognisePort.ts";
import type { Probed, SerialCodec, SerialTask } from "./streamProbe.ts";
import { watchHangUp } from "./watchHangUp.ts";

const enoughSamples = 20;
const enoughTime = 1800;
/** A device that sends a few times a second is listened to longer. */
const slowTime = 7000;
const previewEvery = 200;

/** Does what a serial process was started for, whatever the devices: the codec knows these. Ends the process. */
export async function serveSerial(task: SerialTask, codec: SerialCodec): Promise<void> {
  try {
    if (task.job === "recognise") return endWith(await recognisePort(task, codec));
    const port = await openPort(task.path, Number(task.settings.baudRate ?? codec.usualBaudRate));
    port.once("close", (reason: Error | null) => failWith(portLost(task.path, reason)));
    port.once("error", (reason: Error) => failWith(portLost(task.path, reason)));
    watchHangUp(port, () => failWith(portLost(task.path, new Error("it hung up"))));
    if (task.job === "capture") capturePort(port, task, codec.decoder(task.settings, task.channelCount));
    else if (task.job === "preview") previewPort(port, task, codec);
    else endWith(await probePort(port, task, codec));
  } catch (thrown) {
    failWith(thrown);
  }
}

function previewPort(port: SerialPort, task: SerialTask, codec: SerialCodec): void {
  const probe = codec.probe(task.settings, task.path);
  port.on("data", (chunk: Buffer) => probe.push(chunk, steadyNow()));
  tellOpen();
  setInterval(() => sendPreview(probe.look()), previewEvery);
}

/** @throws Fault DEVICE_STALLED when nothing comes that can be decoded, BAD_INPUT when hardly any of what comes can be */
async function probePort(
  port: SerialPort,
  task: Extract<SerialTask, { job: "probe" }>,
  codec: SerialCodec,
): Promise<Probed> {
  const probe = codec.probe(task.settings, task.path);
  const isRateKnown = task.settings.sampleRate !== undefined;
  const begun = steadyNow();
  let first: number | undefined;
  port.on("data", (chunk: Buffer) => {
    first ??= steadyNow();
    probe.push(chunk, steadyNow());
  });
  for (;;) {
    await sleep(20);
    const look = probe.look();
    const now = steadyNow();
    const hasEnough = look.samples >= enoughSamples && (isRateKnown || now - first! >= enoughTime);
    const isSlow = look.samples > 0 && (look.samples < 5 || (!isRateKnown && look.sampleRate === undefined));
    if (!hasEnough && now - begun < (isSlow ? slowTime : task.listenFor)) continue;
    if (look.samples > 0 && look.finding === undefined) return { look, settings: probe.settings() };
    // By accident a few of many fit a description that is wrong.
    if (look.samples > 0) throw new Fault("BAD_INPUT", look.finding!, { details: { address: task.path } });
    const seconds = task.listenFor / 1000;
    const message =
      look.finding ??
      `${task.path} has sent nothing for ${seconds} s. Check that the device is switched on and sending.`;
    throw new Fault("DEVICE_STALLED", message, { details: { address: task.path, seconds } });
  }
}
