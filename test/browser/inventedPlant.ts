import type { AlertRow } from "../../electron/contract/alertsContract.ts";
import type { Learning } from "../../electron/contract/componentsContract.ts";
import type { DemoFault } from "../../electron/contract/demoContract.ts";
import type { DeviceGap } from "../../electron/contract/devicesContract.ts";
import type { Notice } from "../../electron/contract/stationContract.ts";
import type { AlertStep } from "../../electron/domain/alert.ts";
import type { Health, HealthState } from "../../electron/domain/assessment.ts";
import type { ComponentKind, MachineKind, Plant } from "../../electron/domain/plant.ts";
import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";
import type { UtcMilliseconds } from "../../electron/domain/units.ts";
import { InventedModels } from "./inventedModels.ts";

/** What the page is shown: a plant in one of these situations. */
export const plantStories = [
  "empty",
  "fresh",
  "healthy",
  "learning",
  "alarm",
  "many",
  "unbroken",
  "cards",
  "modes",
  "large",
  "sensors",
] as const;
export type PlantStory = (typeof plantStories)[number];

export interface InventedPlant {
  plant: Plant;
  health: Health[];
  learning: Learning[];
  alerts: AlertRow[];
  readonly steps: Map<string, AlertStep[]>;
  /** Alerts whose evidence was cut short: before any of it was there, or without the samples for this reason. */
  readonly cutShort: Map<string, { readonly missing?: string }>;
  faults: DemoFault[];
  notices: Notice[];
  modelsInService: number;
  readonly models: InventedModels;
  readonly revision: { alerts: number; plant: number; models: number; recordings: number };
  /** What is wrong with sensors. */
  findings: SensorFinding[];
  /** Whether somebody plugs something in while the page looks. */
  plugs: boolean;
  /** Stretches without samples that lie in this time. */
  gaps: (from: UtcMilliseconds, to: UtcMilliseconds) => readonly DeviceGap[];
}

const machines: readonly [string, MachineKind, number, readonly [string, ComponentKind][]][] = [
  [
    "Feed pump 3",
    "pump",
    1480,
    [
      ["Drive-end bearing", "bearing"],
      ["Non-drive-end bearing", "bearing"],
      ["Impeller", "impeller"],
    ],
  ],
  [
    "Extract fan 1",
    "fan",
    980,
    [
      ["Fan wheel", "fan"],
      ["Drive-end bearing", "bearing"],
      ["Belt", "belt"],
    ],
  ],
  [
    "Gearbox line 2",
    "gearbox",
    1470,
    [
      ["Input shaft bearing", "bearing"],
      ["Gear stage 1", "gear"],
      ["Output shaft bearing", "bearing"],
    ],
  ],
  [
    "Motor M7",
    "motor",
    2970,
    [
      ["Drive-end bearing", "bearing"],
      ["Stator", "motor"],
      ["Coupling", "coupling"],
    ],
  ],
];
const minute = 60_000;

/** Twelve components on four machines, all well; then the story. */
export function inventPlant(story: PlantStory, now = Date.now()): InventedPlant {
  const sound: InventedPlant = {
    plant: { site: { id: "site", name: "Mill north" }, machines: [], components: [], points: [], devices: [] },
    health: [],
    learning: [],
    alerts: [],
    steps: new Map(),
    cutShort: new Map(),
    faults: [],
    notices: [],
    modelsInService: 0,
    models: new InventedModels(),
    revision: { alerts: 1, plant: 1, models: 1, recordings: 1 },
    findings: [],
    plugs: false,
    gaps: () => [],
  };
  if (story === "empty") return sound;
  fill(sound, story === "large" ? 22 : machines.length);
  const judge = (state: HealthState, more: Partial<Health> = {}) => {
    sound.health = sound.plant.components.map(({ id }) => ({
      componentId: id,
      state,
      since: now - 190 * minute,
      ...more,
    }));
  };
  if (story === "fresh") {
    judge("not judged", { reason: "no model" });
    return sound;
  }
  if (story === "learning") {
    judge("learning", { progress: 0.63 });
    sound.learning = sound.plant.components.map(({ id }) => ({
      componentId: id,
      state: "collecting",
      progress: 0.63,
      remaining: 44,
    }));
    return sound;
  }
  judge("as usual", { severity: 0.4 });
  sound.modelsInService = sound.plant.components.length;
  for (const [index, { id }] of sound.plant.components.entries()) {
    sound.models.teach(id, [2, 8, 13], now);
    sound.models.train(id, "Jo Brandt", { trainedAt: now - (12 + index) * 24 * 60 * minute });
  }
  if (story === "healthy" || story === "large") return sound;
  if (story === "cards") {
    tellCards(sound, now);
    return sound;
  }
  const set = (index: number, state: HealthState, more: Partial<Health> = {}) => {
    const old = sound.health[index]!;
    sound.health[index] = { ...old, state, since: now - 52 * minute, ...more };
  };
  if (story === "modes") {
    for (const index of [0, 1, 2]) set(index, "not judged", { reason: "new operating mode", severity: undefined });
    for (const index of [9, 10, 11]) set(index, "not judged", { reason: "machine off", severity: undefined });
    return sound;
  }
  if (story === "sensors") {
    tellSensors(sound, set, now);
    return sound;
  }
  set(6, "alarm", { severity: 4.2 });
  set(3, "warning", { severity: 1.6, since: now - 9 * minute });
  set(10, "sensor trouble");
  set(11, "not judged", { reason: "machine off" });
  set(5, "out of service");
  addAlert(sound, { index: 6, priority: "high", phase: "unacknowledged", raisedAt: now - 52 * minute });
  addAlert(sound, { index: 3, priority: "medium", phase: "acknowledged", raisedAt: now - 9 * minute });
  sound.notices = [
    {
      id: "notice",
      time: now - 400 * minute,
      code: "STORE_CORRUPT",
      message:
        "The database was damaged and was set aside as auscult.db.damaged-1. A fresh one was started; models were kept.",
    },
  ];
  if (story === "unbroken") renameAll(sound, "W".repeat(120));
  if (story === "many") {
    sound.cutShort.set("a2", {}).set("a3", { missing: "The station was restarted in between." });
    for (let count = 0; count < 9998; count += 1) {
      addAlert(sound, {
        index: count % 12,
        priority: (["low", "medium", "high"] as const)[count % 3]!,
        phase: (["unacknowledged", "acknowledged", "returned", "shelved"] as const)[count % 4]!,
        raisedAt: now - (60 + count * 7) * minute,
      });
    }
  }
  return sound;
}

/** Sensors that are in trouble, a smart one that delivers values, a stretch that was lost. */
function tellSensors(
  invented: InventedPlant,
  set: (index: number, state: HealthState, more: Partial<Health>) => void,
  now: UtcMilliseconds,
): void {
  invented.plugs = true;
  set(10, "sensor trouble", { severity: undefined });
  const finding = (
    kind: SensorFinding["kind"],
    channel: number,
    weight: SensorFinding["weight"],
    facts: SensorFinding["facts"],
  ) => ({
    kind,
    deviceId: "device",
    channel,
    pointId: invented.plant.points[channel]?.id,
    since: now - 12 * minute,
    weight,
    facts,
  });
  invented.findings = [
    finding("clipping", 10, "trouble", { share: 0.042 }),
    finding("mains hum", 4, "hint", { frequency: 50, above: 9 }),
  ];
  invented.gaps = (from, to) =>
    to - from > 600_000
      ? [{ from: to - 900_000, to: to - 720_000, lostSamples: 4_608_000, reason: "Demo plant was unplugged." }]
      : [];
  addValues(invented);
}

/** A smart sensor on the first bearing: velocity and temperature, worked out by itself, one of each every two seconds. */
function addValues(invented: InventedPlant): void {
  const { plant } = invented;
  const channels = [
    { name: "Velocity RMS", quantity: "velocity", unit: "mm/s", sensitivity: 1, signal: "feature" },
    { name: "Temperature", quantity: "temperature", unit: "°C", sensitivity: 1, signal: "feature" },
  ] as const;
  const device = { id: "values", driver: "modbusTcp", address: "192.168.0.20:502", name: "QM30VT2 hall 1" };
  invented.plant = {
    ...plant,
    devices: [
      ...plant.devices,
      {
        ...device,
        sampleRate: 0.5,
        channelCount: 3,
        settings: {},
        channels: [...channels, { ...channels[0], name: "Velocity RMS z" }],
      },
    ],
    points: [
      ...plant.points,
      ...channels.map(({ name, quantity, unit }, channel) => ({
        id: `value-${channel}`,
        componentId: "c01",
        name,
        quantity,
        unit,
        sensitivity: 1,
        mounting: "screw" as const,
        direction: "none" as const,
        deviceId: "values",
        channel,
        sampleRate: 0.5,
        signal: "feature" as const,
      })),
    ],
  };
}

/** Models that ask for attention: one failed its tests, one is young, one alerts too often, one has learned nothing yet. */
function tellCards(invented: InventedPlant, now: number): void {
  const { models, plant } = invented;
  const [waits, young, noisy, bare] = [plant.components[3]!, plant.components[4]!, 8, plant.components[10]!];
  models.failing.add(waits.id);
  models.train(waits.id, "Jo Brandt", { trainedAt: now - 40 * minute });
  models.teach(young.id, [1], now);
  models.train(young.id, "Jo Brandt", { trainedAt: now - 20 * minute });
  for (const ago of [5, 4, 3, 2]) {
    addAlert(invented, { index: noisy, priority: "low", phase: "normal", raisedAt: now - ago * 24 * 60 * minute });
  }
  models.unlearn(bare.id);
  invented.health = invented.health.map((entry) =>
    entry.componentId === bare.id ? { ...entry, state: "not judged", reason: "no model" } : entry,
  );
}

/** The configured part: four machines or more, one device, one point a component. */
export function fill(invented: InventedPlant, count = machines.length): void {
  const { plant } = invented;
  const listed = Array.from({ length: count }, (_, index) => {
    const [name, ...rest] = machines[index % machines.length]!;
    return [
      index < machines.length ? name : `${name}, hall ${Math.floor(index / machines.length) + 1}`,
      ...rest,
    ] as const;
  });
  const components = listed.flatMap(([, , , parts], machine) =>
    parts.map(([name, kind], place) => ({
      id: `c${machine}${place}`,
      machineId: `m${machine}`,
      name,
      kind,
      place,
      outOfService: false,
    })),
  );
  invented.plant = {
    site: plant.site,
    machines: listed.map(([name, kind, ratedSpeed], place) => ({
      id: `m${place}`,
      siteId: "site",
      name,
      kind,
      place,
      ratedSpeed,
    })),
    components,
    points: components.map(({ id }, channel) => ({
      id: `p-${id}`,
      componentId: id,
      name: "Housing, horizontal",
      quantity: "acceleration",
      unit: "g",
      sensitivity: 0.1,
      mounting: (["screw", "glue", "magnet"] as const)[channel % 3]!,
      direction: "horizontal",
      deviceId: "device",
      channel,
      sampleRate: 25_600,
    })),
    devices: [
      {
        id: "device",
        driver: "simulatedPlant",
        address: "demo",
        name: "Demo plant",
        sampleRate: 25_600,
        channelCount: components.length,
        settings: {},
      },
    ],
  };
  invented.faults = components.map(({ id, kind }) => ({
    componentId: id,
    fault: kind === "bearing" ? "outer race" : "unbalance",
    running: false,
    severity: 0,
  }));
}

/** As long as a name may be, and without a blank to break it at. */
function renameAll(invented: InventedPlant, name: string): void {
  const { site, machines, components, points, devices } = invented.plant;
  const renamed = <Thing>(things: readonly Thing[]) => things.map((thing) => ({ ...thing, name }));
  invented.plant = {
    site: { ...site, name },
    machines: renamed(machines),
    components: renamed(components),
    points: renamed(points),
    devices: renamed(devices),
  };
  invented.alerts = invented.alerts.map((alert) => ({
    ...alert,
    machineName: name,
    componentName: name,
    lastBy: name,
  }));
}

interface Raised {
  readonly index: number;
  readonly priority: AlertRow["priority"];
  readonly phase: AlertRow["phase"];
  readonly raisedAt: number;
}

export function addAlert(invented: InventedPlant, { index, priority, phase, raisedAt }: Raised): void {
  const component = invented.plant.components[index]!;
  const machine = invented.plant.machines.find(({ id }) => id === component.machineId)!;
  const id = `a${invented.alerts.length}`;
  const answered = phase === "acknowledged" || phase === "shelved";
  invented.alerts.push({
    id,
    componentId: component.id,
    machineId: machine.id,
    machineName: machine.name,
    componentName: component.name,
    phase,
    priority,
    raisedAt,
    changedAt: raisedAt,
    clearedAt: phase === "returned" ? raisedAt + 20 * minute : undefined,
    shelvedUntil: phase === "shelved" ? Date.now() + 120 * minute : undefined,
    peakScore: 12.4,
    threshold: 3.1,
    modelVersion: 4,
    deviation: { pointId: `p-${component.id}`, low: 2900, high: 3400, change: 11.2 },
    lastBy: answered ? "Jo Brandt" : "",
    lastComment: answered ? "Lubricated, listen again tomorrow" : "",
  });
  invented.steps.set(id, [
    { time: raisedAt, from: "normal", to: "unacknowledged", by: "", comment: "" },
    ...(answered
      ? [
          {
            time: raisedAt + 3 * minute,
            from: "unacknowledged",
            to: phase,
            by: "Jo Brandt",
            comment: "Lubricated",
          } as const,
        ]
      : []),
  ]);
}
