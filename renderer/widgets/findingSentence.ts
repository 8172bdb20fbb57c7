import type { Plant } from "../../electron/domain/plant.ts";
import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";
import type { Format } from "../words/format.ts";
import type { Words } from "../words/words.ts";
import { channelRanges, type FindingGroup } from "./findingGroups.ts";

type Facts = SensorFinding["facts"];

/** What a sentence says of a group. */
export interface SaidGroup {
  readonly finding: Pick<SensorFinding, "kind" | "channel" | "facts">;
  readonly channels: readonly number[];
}

/** A fact that is a number; a finding without it is told without it. */
function numberOf(facts: Facts, name: string): number | undefined {
  const value = facts[name];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/**
 * What is wrong and what to do, in one sentence.
 * @param channelWord how a channel (counted from 0) is called where the sentence stands
 * @param device how the device is called there
 */
export function findingSentence(
  words: Words,
  format: Format,
  { finding: { kind, channel, facts }, channels }: SaidGroup,
  channelWord: (channel: number) => string,
  device: string,
): string {
  const say = words.devices.finding;
  const one = channel === undefined ? device : channelWord(channel);
  const who = channels.length > 1 ? say.eachOf(channelRanges(channels), device) : one;
  switch (kind) {
    case "clipping": {
      const share = numberOf(facts, "share");
      return share === undefined || share <= 0 ? say.clipping(who) : say.clippingShare(who, format.share(share));
    }
    case "dead":
      return say.dead(who);
    case "mains hum": {
      const frequency = numberOf(facts, "frequency");
      return frequency === undefined ? say.hum(who) : say.humAt(who, format.frequency(frequency));
    }
    case "same as another": {
      if (channels.length > 2) return say.sameAll(channelRanges(channels), device);
      const [first, second] = channels;
      return first === undefined || second === undefined
        ? say.same(one)
        : say.sameAs(channelWord(first), channelWord(second));
    }
    case "no machine":
      return say.noMachine(who);
    case "implausible level": {
      const level = numberOf(facts, "level");
      const unit = typeof facts.unit === "string" ? facts.unit : undefined;
      return level === undefined ? say.implausible(who) : say.implausibleAt(who, format.measured(level, unit));
    }
    case "level jumped": {
      const factor = numberOf(facts, "factor");
      return factor === undefined ? say.jumped(who) : say.jumpedBy(who, format.measured(factor));
    }
    case "rate changed": {
      const [measured, expected] = [numberOf(facts, "measured"), numberOf(facts, "expected")];
      return measured === undefined || expected === undefined
        ? say.rate(device)
        : say.rateOf(device, format.frequency(measured), format.frequency(expected));
    }
  }
}

/** The same for a device in use, whose channels are called by the points that hang on them. */
export function plantFindingSentence(words: Words, format: Format, group: FindingGroup, plant: Plant): string {
  const { deviceId } = group.finding;
  const device = plant.devices.find(({ id }) => id === deviceId)?.name ?? words.devices.thisDevice;
  const channelWord = (channel: number) => {
    const number = words.setup.channel(channel + 1);
    const point = plant.points.find((entry) => entry.deviceId === deviceId && entry.channel === channel);
    return point === undefined ? words.sentence.where(device, number) : words.devices.pointOf(point.name, number);
  };
  return findingSentence(words, format, group, channelWord, device);
}

/** Those that concern a component: of its points, and of the devices they hang on. */
export function findingsOf<Finding extends Pick<SensorFinding, "pointId" | "channel" | "deviceId">>(
  findings: readonly Finding[],
  points: readonly { readonly id: string; readonly deviceId: string; readonly channel: number }[],
): readonly Finding[] {
  return findings.filter(({ pointId, channel, deviceId }) =>
    points.some(
      (point) =>
        point.id === pointId || (point.deviceId === deviceId && (channel === undefined || channel === point.channel)),
    ),
  );
}
