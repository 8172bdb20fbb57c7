import type { Plant } from "../../electron/domain/plant.ts";
import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";
import type { Format } from "../words/format.ts";
import type { Words } from "../words/words.ts";

type Facts = SensorFinding["facts"];

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
  { kind, channel, facts }: Pick<SensorFinding, "kind" | "channel" | "facts">,
  channelWord: (channel: number) => string,
  device: string,
): string {
  const say = words.devices.finding;
  const who = channel === undefined ? device : channelWord(channel);
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
      const other = numberOf(facts, "other");
      return other === undefined ? say.same(who) : say.sameAs(who, channelWord(other));
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
export function plantFindingSentence(words: Words, format: Format, finding: SensorFinding, plant: Plant): string {
  const device = plant.devices.find(({ id }) => id === finding.deviceId)?.name ?? words.devices.thisDevice;
  const channelWord = (channel: number) => {
    const number = words.setup.channel(channel + 1);
    const point = plant.points.find((entry) => entry.deviceId === finding.deviceId && entry.channel === channel);
    return point === undefined ? words.sentence.where(device, number) : words.devices.pointOf(point.name, number);
  };
  return findingSentence(words, format, finding, channelWord, device);
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
