import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";

/** One fact about sensors, said once however many channels it concerns. */
export interface FindingGroup {
  readonly finding: SensorFinding;
  /** Every channel it concerns, counted from 0, rising; none for a whole device. */
  readonly channels: readonly number[];
}

/** Fewer channels are told one by one. */
const fewestTogether = 3;

/**
 * What is to be said, what cannot be trusted first: channels that deliver the same samples are one fact, and so are several channels
 * of a device with the same trouble that nobody has given a name.
 */
export function groupFindings(findings: readonly SensorFinding[]): readonly FindingGroup[] {
  const groups = [...Map.groupBy(findings, groupKey).values()].flatMap((alike) => {
    const first = alike[0]!;
    if (first.kind === "same as another") return groupTwins(alike);
    if (first.channel === undefined || first.pointId !== undefined || alike.length < fewestTogether) {
      return alike.map((finding) => ({ finding, channels: finding.channel === undefined ? [] : [finding.channel] }));
    }
    return [
      { finding: { ...first, facts: commonFacts(alike) }, channels: rising(alike.map(({ channel }) => channel!)) },
    ];
  });
  return groups.toSorted((a, b) => Number(b.finding.weight === "trouble") - Number(a.finding.weight === "trouble"));
}

function groupKey({ kind, deviceId, weight, pointId }: SensorFinding): string {
  return JSON.stringify([deviceId, kind, weight, kind === "same as another" ? null : (pointId ?? null)]);
}

/** Channels that hang together, directly or over others. */
function groupTwins(findings: readonly SensorFinding[]): readonly FindingGroup[] {
  const groups: { finding: SensorFinding; channels: Set<number> }[] = [];
  for (const finding of findings) {
    const { channel, facts } = finding;
    const pair = [channel, facts.other].filter((each) => typeof each === "number");
    const touched = groups.filter(({ channels }) => pair.some((each) => channels.has(each)));
    const joined = { finding: touched[0]?.finding ?? finding, channels: new Set(pair) };
    for (const each of touched) {
      for (const other of each.channels) joined.channels.add(other);
      groups.splice(groups.indexOf(each), 1);
    }
    groups.push(joined);
  }
  return groups.map(({ finding, channels }) => ({ finding, channels: rising([...channels]) }));
}

/** Those that hold for all of them. */
function commonFacts(findings: readonly SensorFinding[]): SensorFinding["facts"] {
  const facts = Object.entries(findings[0]!.facts);
  return Object.fromEntries(facts.filter(([name, value]) => findings.every((each) => each.facts[name] === value)));
}

function rising(channels: readonly number[]): readonly number[] {
  return channels.toSorted((a, b) => a - b);
}

/** "1–3, 5": channels as people count them. */
export function channelRanges(channels: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of channels.map((channel) => channel + 1)) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}
