import { describe, expect, it } from "vitest";
import { bearing6205, bearingOrders } from "./bearing.ts";
import { faultNames } from "./faultVoices.ts";
import { impacts } from "./impacts.ts";
import { crossTalk, MachineSimulator, type Severity } from "./machineSimulator.ts";
import { machineModels } from "./machines.ts";
import { Random } from "./random.ts";

const well: Severity = () => 0;
const only =
  (componentId: string, fault: string, severity = 1): Severity =>
  (component, name) =>
    component === componentId && name === fault ? severity : 0;

function machineOf(id: string) {
  return machineModels.find((machine) => machine.id === id)!;
}

/** Seconds of all channels, made in blocks as a capture makes them. */
function listen(id: string, seconds: number, severity: Severity, seed = 1): Float32Array[] {
  const machine = machineOf(id);
  const simulator = new MachineSimulator(machine, seed);
  const block = machine.sampleRate / 10;
  const blocks = Array.from({ length: seconds * 10 }, () => simulator.next(block, severity));
  return blocks[0]!.map((_, channel) => {
    const samples = new Float32Array(blocks.length * block);
    for (const [index, channels] of blocks.entries()) samples.set(channels[channel]!, index * block);
    return samples;
  });
}

/** Amplitude of one line by the definition of the Fourier transform: slow, and nobody's program. */
function lineAt(samples: Float32Array, frequency: number, sampleRate: number): number {
  let [re, im] = [0, 0];
  for (let i = 0; i < samples.length; i++) {
    const hann = 1 - Math.cos((2 * Math.PI * i) / samples.length);
    re += hann * samples[i]! * Math.cos((2 * Math.PI * frequency * i) / sampleRate);
    im += hann * samples[i]! * Math.sin((2 * Math.PI * frequency * i) / sampleRate);
  }
  return (2 * Math.hypot(re, im)) / samples.length;
}

/** The strongest line within `share` of a frequency, and where it is. */
function strongest(samples: Float32Array, frequency: number, sampleRate: number, share = 0.02) {
  const steps = 21;
  const lines = Array.from({ length: steps }, (_, index) => {
    const candidate = frequency * (1 + share * ((2 * index) / (steps - 1) - 1));
    return { frequency: candidate, amplitude: lineAt(samples, candidate, sampleRate) };
  });
  return lines.reduce((best, line) => (line.amplitude > best.amplitude ? line : best));
}

/** The plainest envelope there is: differences keep what is high, the absolute value folds it down. */
function envelopeOf(samples: Float32Array): Float32Array {
  const high = samples.map((value, i) => Math.abs(value - 2 * (samples[i - 1] ?? value) + (samples[i - 2] ?? value)));
  const mean = high.reduce((sum, value) => sum + value, 0) / high.length;
  return high.map((value) => value - mean);
}

function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
}

describe("bearing frequencies", () => {
  it("are those of the 6205-2RS at 1797 r/min in the literature", () => {
    const shaft = 1797 / 60;
    const orders = bearingOrders(bearing6205);
    expect(orders.outerRace * shaft).toBeCloseTo(107.36, 1);
    expect(orders.innerRace * shaft).toBeCloseTo(162.19, 1);
    expect(orders.elementSpin * shaft).toBeCloseTo(70.58, 1);
    expect(orders.cage * shaft).toBeCloseTo(11.93, 2);
  });
});

describe("the machine that is well", () => {
  it.each(machineModels.map((machine) => machine.id))("%s vibrates as much as a real one, on every channel", (id) => {
    for (const samples of listen(id, 2, well)) {
      expect(rms(samples)).toBeGreaterThan(0.03);
      expect(rms(samples)).toBeLessThan(0.5);
      expect(samples.every(Number.isFinite)).toBe(true);
    }
  });

  it("turns at its rated speed, with vane pass, blade pass and gear mesh where they belong", () => {
    const pump = listen("feed-pump", 1, well);
    const shaft = 2950 / 60;
    expect(strongest(pump[1]!, shaft, 12_800).amplitude).toBeCloseTo(0.1, 1);
    expect(strongest(pump[3]!, 6 * shaft, 12_800).amplitude).toBeGreaterThan(0.1);
    const fan = listen("exhaust-fan", 1, well);
    expect(strongest(fan[2]!, (9 * 1480) / 60, 12_800).amplitude).toBeGreaterThan(0.08);
    const gearbox = listen("conveyor-drive", 1, well);
    const mesh = strongest(gearbox[1]!, (23 * 1470) / 60, 12_800, 0.006);
    expect(mesh.amplitude).toBeGreaterThan(0.2);
    for (const side of [-1, 1]) {
      const sideband = lineAt(gearbox[1]!, (mesh.frequency / 23) * (23 + side), 12_800);
      const between = lineAt(gearbox[1]!, (mesh.frequency / 23) * (23 + side / 2), 12_800);
      expect(sideband).toBeGreaterThan(3 * between);
    }
  });

  it("wanders in load and speed, slowly and within bounds", () => {
    const seconds = listen("feed-pump", 40, well)[1]!;
    const frequencies = Array.from({ length: 10 }, (_, index) => {
      const second = seconds.subarray(index * 4 * 12_800, (index * 4 + 1) * 12_800);
      return strongest(second, 2950 / 60, 12_800, 0.01).frequency;
    });
    expect(Math.max(...frequencies) - Math.min(...frequencies)).toBeGreaterThan(0.05);
    for (const frequency of frequencies) expect(Math.abs(frequency / (2950 / 60) - 1)).toBeLessThan(0.006);
  });
});

describe("a bearing fault", () => {
  const shaft = 2950 / 60;
  const orders = bearingOrders(bearing6205);
  const frequencies = {
    "outer race": orders.outerRace * shaft,
    "inner race": orders.innerRace * shaft,
    "rolling element": 2 * orders.elementSpin * shaft,
  };
  const healthy = envelopeOf(listen("feed-pump", 1, well)[1]!);

  it.each(Object.entries(frequencies))(
    "of the %s beats in the envelope at its own frequency, plainly from 0.3 on",
    (fault, frequency) => {
      const ill = envelopeOf(listen("feed-pump", 1, only("feed-pump/drive-end-bearing", fault, 0.3))[1]!);
      const line = strongest(ill, frequency, 12_800);
      expect(line.amplitude).toBeGreaterThan(4 * strongest(healthy, frequency, 12_800).amplitude);
      const others = Object.values(frequencies).filter((other) => other !== frequency);
      for (const other of others) {
        expect(line.amplitude).toBeGreaterThan(1.5 * strongest(ill, other, 12_800).amplitude);
      }
    },
  );

  it("grows with its severity", () => {
    const levels = [0, 0.25, 0.5, 1].map((severity) => {
      const ill = envelopeOf(listen("feed-pump", 1, only("feed-pump/drive-end-bearing", "outer race", severity))[1]!);
      return strongest(ill, frequencies["outer race"], 12_800).amplitude;
    });
    expect(levels.toSorted((one, other) => one - other)).toEqual(levels);
    expect(levels[3]!).toBeGreaterThan(2.5 * levels[1]!);
  });

  it("slips by one to two per cent from impact to impact", () => {
    const sampleRate = 100_000;
    const dead = { frequency: sampleRate / 4, damping: 3 };
    const voice = impacts({ order: 10, amplitude: 1, slip: 0.015 }, dead, sampleRate, new Random(1, "slip"));
    const samples = new Float32Array(40 * sampleRate);
    const revolutions = Float64Array.from({ length: samples.length }, (_, i) => (i / sampleRate) * 10);
    voice.add(samples, { sampleRate, revolutions, load: 0 }, 1);
    const hits = [...samples.keys()].filter((i) => samples[i]! > 0.3 && samples[i - 1]! <= 0.3);
    const intervals = hits.slice(1).map((hit, index) => (hit - hits[index]!) / sampleRate);
    const mean = intervals.reduce((sum, one) => sum + one, 0) / intervals.length;
    const deviation = Math.sqrt(intervals.reduce((sum, one) => sum + (one - mean) ** 2, 0) / intervals.length);
    expect(intervals.length).toBeGreaterThan(3900);
    expect(mean).toBeCloseTo(0.01, 4);
    expect(deviation / mean).toBeGreaterThan(0.01);
    expect(deviation / mean).toBeLessThan(0.02);
  });
});

describe("other faults show where the books say", () => {
  const grown = (machine: string, component: string, fault: string, channel: number, frequency: number) => {
    const { sampleRate } = machineOf(machine);
    const ill = strongest(listen(machine, 1, only(`${machine}/${component}`, fault))[channel]!, frequency, sampleRate);
    const before = strongest(listen(machine, 1, well)[channel]!, frequency, sampleRate);
    return ill.amplitude / before.amplitude;
  };
  it.each([
    ["electrical at twice the supply", "feed-pump", "motor", "electrical", 0, 100],
    ["unbalance at 1×", "exhaust-fan", "rotor", "unbalance", 2, 1480 / 60],
    ["misalignment at 2×", "conveyor-drive", "input-coupling", "misalignment", 0, (2 * 1470) / 60],
    ["looseness at half orders", "conveyor-drive", "input-coupling", "looseness", 0, (1.5 * 1470) / 60],
    ["wear at twice the mesh", "conveyor-drive", "gear-stage", "wear", 1, (46 * 1470) / 60],
    ["vane damage beside the vane pass", "feed-pump", "impeller", "vane damage", 3, (5 * 2950) / 60],
    ["a cracked blade beside the blade pass", "exhaust-fan", "rotor", "blade crack", 2, (8 * 1480) / 60],
  ] as const)("%s", (_name, machine, component, fault, channel, frequency) => {
    expect(grown(machine, component, fault, channel, frequency)).toBeGreaterThan(3);
  });

  it("cavitation as high noise without lines; a broken tooth once in a turn", () => {
    const high = (samples: Float32Array) => rms(samples.map((value, i) => value - (samples[i - 1] ?? 0)));
    const cavitation = listen("feed-pump", 1, only("feed-pump/impeller", "cavitation"))[3]!;
    expect(high(cavitation)).toBeGreaterThan(2 * high(listen("feed-pump", 1, well)[3]!));
    const broken = envelopeOf(listen("conveyor-drive", 2, only("conveyor-drive/gear-stage", "broken tooth"))[1]!);
    const turn = strongest(broken, 1470 / 60, 12_800, 0.01).amplitude;
    expect(turn).toBeGreaterThan(5 * lineAt(broken, (1.5 * 1470) / 60, 12_800));
  });
});

describe("the samples", () => {
  it("are the same for the same seed, and others for another", () => {
    const severity = only("feed-pump/drive-end-bearing", "inner race", 0.5);
    expect(listen("feed-pump", 1, severity, 7)).toEqual(listen("feed-pump", 1, severity, 7));
    expect(listen("feed-pump", 1, severity, 7)[0]).not.toEqual(listen("feed-pump", 1, severity, 8)[0]);
  });

  it.each(
    machineModels.flatMap((machine) =>
      machine.components.map((component) => [component.id, machine, component] as const),
    ),
  )("of the neighbours of %s change by the frame's cross-talk alone when it fails", (id, machine, component) => {
    const before = listen(machine.id, 1, well);
    const owners = machine.components.flatMap((each) =>
      each.channels.map((channel) => ({ id: each.id, gain: channel.gain })),
    );
    for (const fault of faultNames(component.kind)) {
      const after = listen(machine.id, 1, only(id, fault));
      const change = after.map((samples, channel) => rms(samples.map((value, i) => value - before[channel]![i]!)));
      const own = owners.findIndex((owner) => owner.id === id);
      expect(change[own]!).toBeGreaterThan(0.03);
      owners.forEach((owner, channel) => {
        if (owner.id === id) return;
        const share = change[channel]! / owner.gain / (change[own]! / owners[own]!.gain);
        expect(share).toBeCloseTo(crossTalk, 3);
        expect(share).toBeLessThan(0.02);
      });
    }
  });
});
