import { asFault, Fault } from "../../domain/fault.ts";
import { failWith, MemberVoice, serveMembers, tellOpen } from "../deviceProcess.ts";
import { Bus } from "./bus.ts";
import type { Line } from "./line.ts";
import type { SerialBus, SlaveTask } from "./modbusTask.ts";
import { openLine } from "./openLine.ts";
import { readSlave } from "./readSlave.ts";

/**
 * Holds a port and reads all slaves that the station wants of it, each at its own pace, until the process is ended.
 * @throws Fault as `openLine`
 */
export async function serveSlaves(bus: SerialBus): Promise<void> {
  const line = await openLine(bus, bus.path, failWith);
  const members = new Map<number, AbortController>();
  serveMembers<SlaveTask>((word) => {
    if (word.kind === "part") {
      members.get(word.member)?.abort();
      members.delete(word.member);
      return;
    }
    const stop = new AbortController();
    members.set(word.member, stop);
    void serveSlave(line, word.task, new MemberVoice(word.member), stop.signal);
  });
  tellOpen();
}

async function serveSlave(line: Line, task: SlaveTask, voice: MemberVoice, stop: AbortSignal): Promise<void> {
  using bus = new Bus(line, task.slave);
  voice.tellOpen();
  try {
    await readSlave(bus, task, voice, stop);
  } catch (thrown) {
    const fault = asFault(thrown, "DEVICE_LOST");
    voice.failWith(fault);
    // A port may hang without a word: with the process it is thrown away, and opened anew.
    if (fault.code === "DEVICE_STALLED" && bus.isLineDead) failWith(nobodyAnswers(task.address));
  }
}

function nobodyAnswers(address: string): Fault {
  const message = `None of the slaves at ${address} answers any more. Check their supply, the wiring and the adapter.`;
  return new Fault("DEVICE_STALLED", message, { details: { address } });
}
