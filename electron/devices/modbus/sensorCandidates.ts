import type { SensorCandidate } from "./modbusTask.ts";
import { shippedMaps } from "./shippedMaps.ts";

const qm30vt2 = { map: "qm30vt2", slave: 1, asks: [{ address: 5200, count: 4 }] } as const;
const wtvb01485 = {
  map: "wtvb01485",
  slave: 0x50,
  // its own slave address, and its temperature
  asks: [
    { address: 0x1a, count: 1 },
    { address: 0x40, count: 1 },
  ],
} as const;

/** The shipped sensors at the rates they may be set to, as they leave the factory first. */
export const sensorCandidates: readonly SensorCandidate[] = [
  { ...qm30vt2, baudRate: 19_200 },
  { ...wtvb01485, baudRate: 9600 },
  { ...qm30vt2, baudRate: 9600 },
  { ...qm30vt2, baudRate: 38_400 },
  ...[115_200, 19_200, 38_400, 57_600, 230_400, 4800].map((baudRate) => ({ ...wtvb01485, baudRate })),
];

/** Hotter and colder housings carry no sensor. */
const housing = { low: -50, high: 150 } as const;

/** Whether these registers are those of that sensor: others answer at the same address, too. */
export function isThatSensor({ map, slave }: SensorCandidate, answers: readonly (readonly number[])[]): boolean {
  if (shippedMaps[map] === undefined) return false;
  if (map === "wtvb01485") return answers[0]?.[0] === slave && isHousing(signed(answers[1]?.[0]) / 100);
  const [inches, millimetres, fahrenheit, celsius] = answers[0] ?? [];
  // two values twice, in two units each
  const velocity = Math.abs(((inches ?? Number.NaN) / 10_000) * 25.4 - (millimetres ?? Number.NaN) / 1000);
  const temperature = signed(celsius) / 100;
  const other = (signed(fahrenheit) / 100 - 32) / 1.8;
  return velocity < 0.02 && isHousing(temperature) && Math.abs(temperature - other) < 0.2;
}

function signed(register: number | undefined): number {
  if (register === undefined) return Number.NaN;
  return register < 0x8000 ? register : register - 0x1_0000;
}

function isHousing(temperature: number): boolean {
  return temperature > housing.low && temperature < housing.high;
}
