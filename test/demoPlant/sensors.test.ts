import { describe, expect, it } from "vitest";
import { visibleSeverity } from "../../electron/devices/simulatedPlant/demoFaults.ts";
import { faultNames } from "../../electron/devices/simulatedPlant/faultVoices.ts";
import { MachineSimulator, type Severity } from "../../electron/devices/simulatedPlant/machineSimulator.ts";
import { type MachineModel, machineModels } from "../../electron/devices/simulatedPlant/machines.ts";
import { spectraOf, type TrialChannel, trySensors } from "../makers/sensorTrial.ts";

/** The worst of a fault is the likeliest to be taken for something else. */
const severities = process.env.AUSCULT_LONG === "1" ? [visibleSeverity, 0.6, 1] : [1];
const well: Severity = () => 0;

/** Seconds of all channels, one after the other. */
function record(simulator: MachineSimulator, { sampleRate }: MachineModel, seconds: number, severity: Severity) {
  const pieces = Array.from({ length: seconds }, () => simulator.next(sampleRate, severity));
  return pieces[0]!.map((_, channel) => {
    const whole = new Float32Array(seconds * sampleRate);
    for (const [second, piece] of pieces.entries()) whole.set(piece[channel]!, second * sampleRate);
    return whole;
  });
}

describe.each(machineModels.map((machine) => [machine.name, machine] as const))("the sensors of %s", (_, machine) => {
  const { sampleRate, components } = machine;
  const simulator = new MachineSimulator(machine, 1);
  const learned = record(simulator, machine, 20, well);
  const channels = components
    .flatMap((component) => component.channels)
    .map(({ quantity }, channel): TrialChannel => {
      const unit = quantity === "acceleration" ? "g" : "Pa";
      return { quantity, unit, healthy: spectraOf(learned[channel]!, sampleRate) };
    });
  const told = (samples: readonly Float32Array[]) => trySensors(samples, sampleRate, channels);

  it("are well while the machine is", () => {
    expect(told(record(simulator, machine, 12, well))).toMatchObject({ findings: [], withheld: 0 });
  });

  it("are well while any of its parts fails, however badly: nothing keeps the alarm from being raised", () => {
    for (const { id, kind } of components) {
      for (const fault of faultNames(kind)) {
        for (const severity of severities) {
          const failing: Severity = (component, name) => (component === id && name === fault ? severity : 0);
          const result = told(record(simulator, machine, 5, failing));
          expect({ id, fault, severity, ...result }).toMatchObject({ findings: [], withheld: 0 });
        }
      }
    }
  });

  it("are told from the machine: another scale, a sensor on the bench, a dead one, two that are one", () => {
    const samples = record(simulator, machine, 6, well);
    const instead = (make: (samples: Float32Array) => Float32Array) => [make(samples[0]!), ...samples.slice(1)];
    const scaled = told(instead((one) => one.map((sample) => 9.81 * sample)));
    expect(scaled.findings).toEqual(["level jumped 0 trouble"]);
    expect(scaled.withheld).toBe(scaled.windows);
    expect(Math.max(...scaled.factors.map((factor) => Math.abs(factor / 9.81 - 1)))).toBeLessThan(0.3);
    expect(told(instead((one) => one.map(() => 0.2))).findings).toContain("dead 0 trouble");
    if (samples.length < 2) return;
    const bench = told(instead((one) => one.map((_, n) => 2e-4 * Math.sin(n * n))));
    expect(bench.findings).toContain("no machine 0 trouble");
    expect(told([samples[1]!, ...samples.slice(1)]).findings).toEqual(
      expect.arrayContaining(["same as another 0 hint", "same as another 1 hint"]),
    );
  });
});
