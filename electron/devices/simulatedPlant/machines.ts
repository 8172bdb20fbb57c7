import type { ComponentKind, Direction, MachineKind, Mounting } from "../../domain/plant.ts";
import type { Hertz, RevolutionsPerMinute } from "../../domain/units.ts";
import { angularContact, type BearingGeometry, bearing6203, bearing6205 } from "./bearing.ts";
import { type Line, withSidebands } from "./harmonics.ts";
import type { Mode } from "./resonance.ts";

export interface ChannelModel {
  readonly name: string;
  readonly quantity: "acceleration" | "sound pressure";
  readonly direction: Direction;
  readonly mounting: Mounting;
  /** Unit of the channel (g, Pa) per g of the component's own vibration. */
  readonly gain: number;
  /** Noise of the sensor and of the hall at its place, in the unit of the channel. */
  readonly sensorNoise: number;
  readonly hallNoise: number;
}

/** How a component sounds when it is well, and what its faults are made of. Amplitudes in g at its own sensor. */
export interface ComponentModel {
  readonly id: string;
  readonly name: string;
  readonly kind: ComponentKind;
  /** Orders of the main shaft. */
  readonly lines: readonly Line[];
  /** Rolling, friction or flow through the structure around it; impacts ring in the same mode. */
  readonly mode: Mode;
  readonly roughness: number;
  /** Speed of its own shaft as an order of the main shaft. */
  readonly shaft: number;
  readonly bearing?: BearingGeometry | undefined;
  /** First peak of an impact on fully grown bearing damage; small where many come in a second, as they add up. */
  readonly impact?: number | undefined;
  /** Teeth of the pinion, vanes or blades. */
  readonly passes?: number | undefined;
  readonly channels: readonly ChannelModel[];
}

export interface MachineModel {
  readonly id: string;
  readonly name: string;
  readonly kind: MachineKind;
  readonly speed: RevolutionsPerMinute;
  readonly sampleRate: Hertz;
  /** Largest deviation from the speed, as a share of it. */
  readonly speedWander: number;
  readonly components: readonly ComponentModel[];
}

function accelerometer(direction: Direction, gain = 1): ChannelModel {
  return {
    name: direction,
    quantity: "acceleration",
    direction,
    mounting: "screw",
    gain,
    sensorNoise: 0.004,
    hallNoise: 0.006,
  };
}

const microphone: ChannelModel = {
  name: "microphone",
  quantity: "sound pressure",
  direction: "none",
  mounting: "airborne",
  gain: 1.6,
  sensorNoise: 0.005,
  hallNoise: 0.12,
};

/** Teeth of the pinion on the input shaft and of the wheel on the output shaft of the conveyor's gearbox. */
const pinion = 23;
const wheel = 67;

/** The four machines of the demo plant. Everything else (points, devices, faults) follows from this list. */
export const machineModels: readonly MachineModel[] = [
  {
    id: "feed-pump",
    name: "Feed pump",
    kind: "pump",
    speed: 2950,
    sampleRate: 12_800,
    speedWander: 0.003,
    components: [
      motor("feed-pump", "Pump motor", { frequency: 1900, damping: 0.05 }),
      bearing(
        "feed-pump",
        "drive-end-bearing",
        "Drive-end bearing",
        bearing6205,
        { frequency: 3200, damping: 0.04 },
        1.2,
        [accelerometer("horizontal"), accelerometer("vertical", 0.8)],
      ),
      {
        id: "feed-pump/impeller",
        name: "Impeller",
        kind: "impeller",
        lines: [...withSidebands(6, 0.16, 1, 0.1), [12, 0.05], [1, 0.05]],
        mode: { frequency: 4600, damping: 0.1 },
        roughness: 0.08,
        shaft: 1,
        passes: 6,
        channels: [accelerometer("axial")],
      },
    ],
  },
  {
    id: "exhaust-fan",
    name: "Exhaust fan",
    kind: "fan",
    speed: 1480,
    sampleRate: 12_800,
    speedWander: 0.004,
    components: [
      motor("exhaust-fan", "Fan motor", { frequency: 1600, damping: 0.05 }),
      bearing("exhaust-fan", "fan-bearing", "Fan bearing", bearing6203, { frequency: 2900, damping: 0.04 }, 1.5),
      {
        id: "exhaust-fan/rotor",
        name: "Fan rotor",
        kind: "fan",
        lines: [...withSidebands(9, 0.12, 1, 0.08), [18, 0.03], [1, 0.08]],
        mode: { frequency: 900, damping: 0.15 },
        roughness: 0.06,
        shaft: 1,
        passes: 9,
        channels: [accelerometer("radial"), microphone],
      },
    ],
  },
  {
    id: "conveyor-drive",
    name: "Conveyor drive",
    kind: "gearbox",
    speed: 1470,
    sampleRate: 12_800,
    speedWander: 0.004,
    components: [
      {
        id: "conveyor-drive/input-coupling",
        name: "Input coupling",
        kind: "coupling",
        lines: [
          [1, 0.08],
          [2, 0.05],
          [3, 0.015],
        ],
        mode: { frequency: 1300, damping: 0.08 },
        roughness: 0.035,
        shaft: 1,
        channels: [accelerometer("axial")],
      },
      {
        id: "conveyor-drive/gear-stage",
        name: "Gear stage",
        kind: "gear",
        lines: [
          ...withSidebands(pinion, 0.3, 1, 0.15),
          ...withSidebands(pinion, 0.1, pinion / wheel, 0.2).slice(1),
          ...withSidebands(2 * pinion, 0.12, 1, 0.15),
          [3 * pinion, 0.05],
        ],
        mode: { frequency: 2400, damping: 0.05 },
        roughness: 0.07,
        shaft: 1,
        passes: pinion,
        channels: [accelerometer("radial")],
      },
      bearing(
        "conveyor-drive",
        "output-bearing",
        "Output bearing",
        bearing6205,
        { frequency: 2700, damping: 0.04 },
        2.5,
        [accelerometer("radial")],
        pinion / wheel,
      ),
    ],
  },
  {
    id: "milling-spindle",
    name: "Milling spindle",
    kind: "machine tool",
    speed: 9000,
    sampleRate: 25_600,
    speedWander: 0.002,
    components: [
      motor("milling-spindle", "Spindle motor", { frequency: 3600, damping: 0.05 }),
      bearing(
        "milling-spindle",
        "front-bearing",
        "Front bearing",
        angularContact,
        { frequency: 6500, damping: 0.04 },
        0.9,
      ),
      bearing(
        "milling-spindle",
        "rear-bearing",
        "Rear bearing",
        angularContact,
        { frequency: 7400, damping: 0.04 },
        0.9,
      ),
    ],
  },
];

function motor(machine: string, name: string, mode: Mode): ComponentModel {
  return {
    id: `${machine}/motor`,
    name,
    kind: "motor",
    lines: [
      [1, 0.07],
      [2, 0.02],
      [36, 0.03],
    ],
    mode,
    roughness: 0.03,
    shaft: 1,
    channels: [accelerometer("horizontal")],
  };
}

function bearing(
  machine: string,
  id: string,
  name: string,
  geometry: BearingGeometry,
  mode: Mode,
  impact: number,
  channels: readonly ChannelModel[] = [accelerometer("radial")],
  shaft = 1,
): ComponentModel {
  return {
    id: `${machine}/${id}`,
    name,
    kind: "bearing",
    lines: [
      [shaft, 0.1],
      [2 * shaft, 0.04],
      [3 * shaft, 0.015],
    ],
    mode,
    roughness: 0.05,
    shaft,
    bearing: geometry,
    impact,
    channels,
  };
}
