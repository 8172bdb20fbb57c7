import type { DevicePreview } from "../../domain/devicePreview.ts";
import { asFault } from "../../domain/fault.ts";
import { addTroubles, type SourceTroubles } from "../../domain/sourceTroubles.ts";
import { endWith, failWith, processTask, sendBlock, sendPreview, steadyNow, tellOpen } from "../deviceProcess.ts";
import type { ModbusTask } from "./modbusTask.ts";
import { openBus } from "./openBus.ts";
import { pollRegisters } from "./pollRegisters.ts";
import { previewRegisters } from "./previewRegisters.ts";
import { recogniseSensor } from "./recogniseSensor.ts";

const task = processTask<ModbusTask>();
try {
  if (task.job === "recognise") endWith(await recogniseSensor(task));
  else if (task.job === "preview") await preview(task);
  else await poll(task);
} catch (thrown) {
  failWith(thrown);
}

async function poll(wanted: Exclude<ModbusTask, { job: "recognise" }>): Promise<void> {
  const bus = await openBus(wanted.bus, wanted.address, failWith);
  tellOpen();
  for await (const { time, lostBefore, values } of pollRegisters(bus, wanted, steadyNow)) {
    if (wanted.job === "probe") {
      endWith(values);
      return;
    }
    const troubles = bus.takeTroubles();
    const channels = values.map((value) => Float32Array.of(value));
    sendBlock({ time, sampleRate: wanted.sampleRate, channels, lostBefore, ...(troubles && { troubles }) });
  }
}

/** What cannot be read yet is shown with the reason, and tried again: somebody is just changing its settings. */
async function preview(wanted: Exclude<ModbusTask, { job: "recognise" }>): Promise<void> {
  const bus = await openBus(wanted.bus, wanted.address, failWith);
  let troubles: SourceTroubles = {};
  let shown: DevicePreview | undefined;
  for (;;) {
    try {
      for await (const poll of pollRegisters(bus, wanted, steadyNow)) {
        troubles = addTroubles(troubles, bus.takeTroubles());
        shown = previewRegisters(wanted, poll, troubles, shown);
        sendPreview(shown);
      }
    } catch (thrown) {
      const fault = asFault(thrown, "DEVICE_STALLED");
      if (fault.code === "DEVICE_LOST") throw fault;
      troubles = addTroubles(troubles, bus.takeTroubles());
      sendPreview({ raw: [], channels: [], rows: [], samples: shown?.samples ?? 0, troubles, finding: fault.message });
      await bus.quiet();
    }
  }
}
