import type { HealthySpectrum } from "../domain/alert.ts";
import { Fault } from "../domain/fault.ts";
import type { ComponentId, PointId } from "../domain/plant.ts";
import { type Hertz, type Quantity, quantities, type UtcMilliseconds } from "../domain/units.ts";
import type { MicromodelKind } from "./kind.ts";
import { type OperatingModes, readModes } from "./operatingModes.ts";

/** One of the models that watch a component together. */
export interface MemberHeader {
  readonly kind: string;
  readonly watches: MicromodelKind["watches"];
  /** On the scale of this member's score. */
  readonly threshold: number;
  /** It scores the median of the last so many windows. */
  readonly smoothing: number;
}

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
  /** What a point measures that delivers values; null for one that delivers a waveform. Missing where all of them do. */
  readonly quantities?: readonly (Quantity | null)[] | undefined;
  /** Of the timbre member, like `kind`; the component's score is on its scale. */
  readonly threshold: number;
  /** The only one for timbre first, then those for level and values, each of another kind. */
  readonly members: readonly MemberHeader[];
  /** Windows in a row above the threshold before it counts as an alarm. */
  readonly onWindows: number;
  /** How the machine was heard running; missing in models of format 1. */
  readonly modes?: OperatingModes | undefined;
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

/** What a first version of the format had: one member that looks at single windows, and the usual delay of an alarm. */
const firstFormat = { smoothing: 1, onWindows: 3 } as const;
const mostMembers = 8;
const mostSmoothing = 1000;
const mostOnWindows = 100_000;

type Check = (value: unknown) => boolean;
type Loose = Record<string, unknown>;

const isText: Check = (value) => typeof value === "string" && value.length <= 1000;
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isPositive: Check = (value) => isNumber(value) && (value as number) > 0;
const isOneOrMore: Check = (value) => isCount(value) && (value as number) >= 1;
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

const isMember = shapeOf({
  kind: isText,
  watches: (value) => value === "timbre" || value === "level" || value === "values",
  threshold: isPositive,
  smoothing: (value) => isOneOrMore(value) && (value as number) <= mostSmoothing,
});

const checks: Record<Exclude<keyof ArtifactHeader, "modes">, Check> = {
  quantities: (value) =>
    value === undefined || listOf((each) => each === null || quantities.includes(each as Quantity), 1, 1024)(value),
  componentId: isText,
  kind: isText,
  version: isCount,
  recipe: isText,
  featureNames: listOf(isText, 1, 65_536),
  pointIds: listOf(isText, 1, 1024),
  sampleRates: listOf(isPositive, 1, 1024),
  threshold: isPositive,
  members: listOf(isMember, 1, mostMembers),
  onWindows: (value) => isOneOrMore(value) && (value as number) <= mostOnWindows,
  heldOut: shapeOf({ median: isNumber, max: isNumber }),
  sessions: listOf(shapeOf({ from: isNumber, to: isNumber, windows: isCount }), 1, 100_000),
  trainedAt: isNumber,
  trainedBy: isText,
  seed: isNumber,
  healthy: (value) => isObject(value) && Object.values(value).every(isHealthy),
};

/**
 * @param format 1: without members, modes and delay, which are filled in
 * @throws Fault BAD_ARTIFACT naming the part that is missing or impossible
 */
export function readHeader(value: unknown, format: 1 | 2): ArtifactHeader {
  if (!isObject(value)) return refuse("the header");
  const whole = format === 1 ? { ...value, ...secondFormat(value) } : value;
  for (const [key, check] of Object.entries(checks)) if (!check(whole[key])) return refuse(`"${key}"`);
  const header = whole as unknown as ArtifactHeader;
  if (header.pointIds.length !== header.sampleRates.length) return refuse(`"sampleRates"`);
  if ((header.quantities ?? header.pointIds).length !== header.pointIds.length) return refuse(`"quantities"`);
  const [first, ...others] = header.members;
  if (first?.watches !== "timbre" || first.kind !== header.kind || first.threshold !== header.threshold) {
    return refuse(`"members"`);
  }
  const distinct = new Set(header.members.map((member) => member.kind)).size === header.members.length;
  if (!distinct || others.some((member) => member.watches === "timbre")) return refuse(`"members"`);
  return header.modes === undefined ? header : { ...header, modes: readModes(header.modes) };
}

function secondFormat({ kind, threshold }: Loose) {
  const { smoothing, onWindows } = firstFormat;
  return { members: [{ kind, watches: "timbre", threshold, smoothing }], onWindows, modes: undefined };
}

function refuse(part: string): never {
  throw new Fault(
    "BAD_ARTIFACT",
    `The micromodel cannot be used: ${part} is missing or impossible. Learn the component anew.`,
  );
}
