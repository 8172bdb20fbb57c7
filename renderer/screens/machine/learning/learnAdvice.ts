import type { Point } from "../../../../electron/domain/plant.ts";
import type { Hertz, Milliseconds, Seconds, UtcMilliseconds } from "../../../../electron/domain/units.ts";
import { mountingLimit } from "../../../widgets/mountingLimit.ts";
import type { Format } from "../../../words/format.ts";
import type { Words } from "../../../words/words.ts";

/** Below this, early damage of rolling bearings does not show: it rings from about 5 kHz upwards. */
const earlyDamage: Hertz = 5000;
const longEnough: Seconds = 300;
const sameOccasion: Milliseconds = 3_600_000;

export interface LearnFacts {
  /** An alert of this component is not over: what is heard now may be a fault. */
  readonly alerted: boolean;
  readonly points: readonly Point[];
  readonly sessions: number;
  /** When it learned last; undefined before the first time. */
  readonly learnedAt: UtcMilliseconds | undefined;
  readonly seconds: Seconds;
  readonly startOver: boolean;
  readonly now: UtcMilliseconds;
}

/** What somebody who has set up many machines would say now, in the order of its weight. */
export function learnAdvice(words: Words, format: Format, facts: LearnFacts): readonly string[] {
  const { advice } = words.learn;
  const { points, seconds, startOver, learnedAt, now } = facts;
  const sessions = startOver ? 0 : facts.sessions;
  const said: string[] = [facts.alerted ? advice.openAlert : advice.onlyHealthy];
  if (sessions === 0) said.push(advice.firstSession);
  else if (learnedAt !== undefined && now - learnedAt < sameOccasion) said.push(advice.otherDay);
  else if (sessions === 1) said.push(advice.oneSession);
  if (seconds < longEnough) said.push(advice.short);
  for (const { name, mounting, quantity, sampleRate, signal } of points) {
    if (signal === "feature" || quantity === "sound pressure" || mounting === "airborne") continue;
    const limit = mountingLimit(mounting, sampleRate);
    if (mounting === "unknown") said.push(advice.unknownMounting(name));
    else if (limit < earlyDamage) {
      said.push(advice.mounting(name, words.mounting[mounting].toLocaleLowerCase(), format.frequency(limit)));
    }
  }
  return said;
}
