import type { HealthySpectrum } from "../domain/alert.ts";
import { Fault } from "../domain/fault.ts";
import type { ComponentId, PointId } from "../domain/plant.ts";
import type { Hertz, UtcMilliseconds } from "../domain/units.ts";

/** Where a micromodel comes from and how it is to be read: everything but its weights. */
export interface ArtifactHeader {
  readonly componentId: ComponentId;
  readonly kind: string;
  /** Counts the models of this component from 1 up. */
  readonly version: number;
  readonly recipe: string;
  /** Shape [features]: the names of the recipe, point after point, each with its point before it. */
  readonly featureNames: readonly string[];
  /** In the order in which their vectors are joined, with the rate of each. */
  readonly pointIds: readonly PointId[];
  readonly sampleRates: readonly Hertz[];
  /** On the scale of the score. */
  readonly threshold: number;
  /** Scores of healthy windows that were held out when the threshold was set. */
  readonly heldOut: { readonly median: number; readonly max: number };
  readonly sessions: readonly {
    readonly from: UtcMilliseconds;
    readonly to: UtcMilliseconds;
    readonly windows: number;
  }[];
  readonly trainedAt: UtcMilliseconds;
  readonly trainedBy: string;
  readonly seed: number;
  readonly healthy: Readonly<Record<PointId, HealthySpectrum>>;
}

type Check = (value: unknown) => boolean;
type Loose = Record<string, unknown>;

const isText: Check = (value) => typeof value === "string" && value.length <= 1000;
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isPositive: Check = (value) => isNumber(value) && (value as number) > 0;
const isObject = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf =
  (check: Check, atLeast: number, atMost: number): Check =>
  (value) =>
    Array.isArray(value) && value.length >= atLeast && value.length <= atMost && value.every(check);
const shapeOf =
  (checks: Record<string, Check>): Check =>
  (value) =>
    isObject(value) && Object.entries(checks).every(([key, check]) => check(value[key]));

const levels = listOf(isNumber, 1, 8192);
const isHealthy: Check = (value) =>
  shapeOf({ top: isPositive, low: levels, middle: levels, high: levels })(value) &&
  (value as HealthySpectrum).low.length === (value as HealthySpectrum).middle.length &&
  (value as HealthySpectrum).high.length === (value as HealthySpectrum).middle.length;

const checks: Record<keyof ArtifactHeader, Check> = {
  componentId: isText,
  kind: isText,
  version: isCount,
  recipe: isText,
  featureNames: listOf(isText, 1, 65_536),
  pointIds: listOf(isText, 1, 1024),
  sampleRates: listOf(isPositive, 1, 1024),
  threshold: isPositive,
  heldOut: shapeOf({ median: isNumber, max: isNumber }),
  sessions: listOf(shapeOf({ from: isNumber, to: isNumber, windows: isCount }), 1, 100_000),
  trainedAt: isNumber,
  trainedBy: isText,
  seed: isNumber,
  healthy: (value) => isObject(value) && Object.values(value).every(isHealthy),
};

/** @throws Fault BAD_ARTIFACT naming the part that is missing or impossible */
export function readHeader(value: unknown): ArtifactHeader {
  if (!isObject(value)) return refuse("the header");
  for (const [key, check] of Object.entries(checks)) if (!check(value[key])) return refuse(`"${key}"`);
  const header = value as unknown as ArtifactHeader;
  if (header.pointIds.length !== header.sampleRates.length) return refuse(`"sampleRates"`);
  return header;
}

function refuse(part: string): never {
  throw new Fault(
    "BAD_ARTIFACT",
    `The micromodel cannot be used: ${part} is missing or impossible. Learn the component anew.`,
  );
}
