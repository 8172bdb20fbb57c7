import { fileURLToPath } from "node:url";
import { Fault } from "../domain/fault.ts";
import type { Milliseconds } from "../domain/units.ts";
import { type DeviceMessage, heard, leave, type MemberWord, type ProcessWord } from "./captureMessages.ts";
import { processStarter } from "./processStarter.ts";
import { steadyOrigin } from "./steadyNow.ts";

/** A conversation with something that delivers: begun by listening, ended by being disposed of. */
export type DeviceTalk = (hear: (message: DeviceMessage) => void) => AsyncDisposable;

/** A process that was started, as long as it is wanted. */
export interface DeviceProcess extends AsyncDisposable {
  /** Tells it who is to be served; without effect once it is gone. */
  post(word: MemberWord<unknown>): void;
}

const keptChatter = 2000;
const partingTime: Milliseconds = 2000;

/**
 * Starts a process that talks to a device, and can be thrown away. Threads will not do, for three reasons, all met:
 * the bindings of `serialport` 13 poll on the main thread's event loop whatever thread they are called from, which aborts the
 * whole program; PortAudio's list of devices is frozen, for all threads of a process, for as long as one of them captures; and
 * neither a hang nor a crash in a driver library ends with its thread. What libraries print stays out of the console.
 * @param module address of the program
 * @param task what it is to do; crosses as JSON
 * @param hear gets every message; a death without one is told as fault WORKER_LOST
 * @param leaveWithin how long it may take to put its device back (a sensor supply that would stay on) before it is killed
 */
export function startDeviceProcess(
  module: string,
  task: unknown,
  hear: (message: DeviceMessage) => void,
  leaveWithin: Milliseconds = 0,
): DeviceProcess {
  const word: ProcessWord<unknown> = { task, origin: steadyOrigin() };
  let chatter = "";
  let isOver = false;
  const ended = Promise.withResolvers<void>();
  const child = processStarter()(fileURLToPath(module), JSON.stringify(word), {
    message(message) {
      if (isOver) return;
      // The process holds back what is not taken from it, and counts it.
      child.post(heard);
      hear(message as DeviceMessage);
    },
    chatter(text) {
      chatter = (chatter + text).slice(-keptChatter);
    },
    ended(how) {
      ended.resolve();
      if (isOver) return;
      const message = `The process that talks to the device broke down (${how}). It is started again.`;
      hear({ kind: "fault", code: "WORKER_LOST", message, details: { how, chatter } });
    },
  });
  return {
    post: (message) => child.post(message),
    async [Symbol.asyncDispose]() {
      isOver = true;
      if (leaveWithin > 0) {
        child.post(leave);
        await within(ended.promise, leaveWithin);
      }
      // The system frees a dead process's devices: quicker and surer than asking a library to.
      child.kill();
      // One that hangs inside the kernel goes when its driver lets it.
      await within(ended.promise, partingTime);
    },
  };
}

async function within(end: Promise<void>, limit: Milliseconds): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, limit);
  await Promise.race([end, late]);
  clearTimeout(timer);
}

/**
 * Asks a device process one question.
 * @throws Fault of the process; DEVICE_STALLED when it does not answer in time
 */
export async function askProcess<Answer>(module: string, task: unknown, seconds: number): Promise<Answer> {
  return ask<Answer>((hear) => startDeviceProcess(module, task, hear), seconds);
}

/** As `askProcess`, of whatever answers in this talk. */
export async function ask<Answer>(talk: DeviceTalk, seconds: number): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  await using _ = talk((message) => {
    if (message.kind === "answer") resolve(message.answer as Answer);
    else if (message.kind === "fault") reject(new Fault(message.code, message.message, { details: message.details }));
  });
  const late = () =>
    reject(new Fault("DEVICE_STALLED", `The device did not answer within ${seconds} s. Plug it in again.`));
  const timer = setTimeout(late, seconds * 1000);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
