/** What the demo plant costs: all channels of all machines, with a fault on every component, as JSON. */
import { MachineSimulator } from "../../electron/devices/simulatedPlant/machineSimulator.ts";
import { machineModels } from "../../electron/devices/simulatedPlant/machines.ts";

const seconds = Number(process.argv[2] ?? 20);
const measured = ["well", "all faults at once"].map((state) => {
  const simulators = machineModels.map((machine) => new MachineSimulator(machine, 1));
  const severity = () => (state === "well" ? 0 : 0.5);
  const before = process.cpuUsage();
  for (let tenth = 0; tenth < seconds * 10; tenth++) {
    for (const [index, machine] of machineModels.entries()) simulators[index]!.next(machine.sampleRate / 10, severity);
  }
  const { user, system } = process.cpuUsage(before);
  return { state, percentOfOneCore: Number(((user + system) / 1e4 / seconds).toFixed(2)) };
});
const channels = machineModels.flatMap((machine) => machine.components.flatMap((component) => component.channels));
console.log(JSON.stringify({ bench: "simulated plant", seconds, channels: channels.length, measured }));
