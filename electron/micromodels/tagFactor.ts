import type { OperatingTag } from "../domain/operatingTag.ts";
import type { RevolutionsPerMinute } from "../domain/units.ts";

/** A slip or a tachometer makes this much of a difference to a speed that is the same. */
const sameSpeed = Math.log(1.03);
const sameLoad = 0.05;
/**
 * How much wider than after a single session the threshold is per unit of ln(speed). Healthy machines at other speeds, recorded and
 * simulated by resampling, stay below it. Who has learned several speeds knows what a speed changes. Far away it grows no further.
 */
const perSpeed = {
  fromOne: { slope: 4, farthest: 0.7 },
  fromSeveral: { slope: 2, farthest: 0.5 },
  between: { slope: 1, farthest: Number.POSITIVE_INFINITY },
};
/** And per full load. */
const perLoad = 1;

/**
 * How much wider the threshold has to be for a way of running that was not learned, as far as tags tell: 1 when it was, Infinity for
 * a state of another name. What either side does not say makes no difference.
 */
export function tagFactor(learned: readonly (OperatingTag | undefined)[], now: OperatingTag | undefined): number {
  if (now === undefined) return 1;
  const alike = learned.filter((tag) => stateDistance(tag?.state, now.state) === 0);
  const near =
    alike.length > 0 ? alike : learned.filter((tag) => stateDistance(tag?.state, now.state) < Number.POSITIVE_INFINITY);
  if (near.length === 0) return learned.length === 0 ? 1 : Number.POSITIVE_INFINITY;
  const states = Math.min(...near.map((tag) => stateDistance(tag?.state, now.state)));
  return 1 + speedExcess(near, now.speed) + perLoad * (loadDistance(near, now.load) + states);
}

function speedExcess(learned: readonly (OperatingTag | undefined)[], now: RevolutionsPerMinute | undefined): number {
  const speeds = learned.flatMap((tag) => (tag?.speed !== undefined && tag.speed > 0 ? [Math.log(tag.speed)] : []));
  if (now === undefined || speeds.length < learned.length || speeds.length === 0) return 0;
  // learned while it turned: a shaft at rest is another way of running altogether
  if (now <= 0) return Number.POSITIVE_INFINITY;
  const speed = Math.log(now);
  const distance = Math.min(...speeds.map((each) => Math.abs(each - speed)));
  if (distance <= sameSpeed) return 0;
  const [lowest, highest] = [Math.min(...speeds), Math.max(...speeds)];
  const outside = highest - lowest > sameSpeed ? perSpeed.fromSeveral : perSpeed.fromOne;
  const { slope, farthest } = speed > lowest && speed < highest ? perSpeed.between : outside;
  return slope * Math.min(distance, farthest);
}

function loadDistance(learned: readonly (OperatingTag | undefined)[], now: number | undefined): number {
  const loads = learned.flatMap((tag) => (tag?.load !== undefined ? [tag.load] : []));
  if (now === undefined || loads.length < learned.length || loads.length === 0) return 0;
  const outside = Math.max(Math.min(...loads) - now, now - Math.max(...loads), 0);
  return outside > sameLoad ? outside : 0;
}

/**
 * 0 for the same state, or when one side does not say; the largest relative difference for amounts of the same units ("3 bar", "6 bar");
 * else Infinity.
 */
function stateDistance(learned: string | undefined, now: string | undefined): number {
  if (learned === undefined || now === undefined || learned === now) return 0;
  const [one, other] = [amountsOf(learned), amountsOf(now)];
  if (one.units !== other.units || one.amounts.length === 0) return Number.POSITIVE_INFINITY;
  const differences = one.amounts.map((amount, index) => {
    const largest = Math.max(amount, other.amounts[index]!);
    return largest === 0 ? 0 : Math.abs(amount - other.amounts[index]!) / largest;
  });
  return Math.max(...differences);
}

/** A state that begins with a number is made of amounts ("0.7 Nm, 1000 N"); any other is a name ("program 2"). */
function amountsOf(state: string): { units: string; amounts: readonly number[] } {
  const number = /\d+(?:\.\d+)?/g;
  if (!/^\d/.test(state)) return { units: state, amounts: [] };
  return { units: state.replace(number, "#"), amounts: (state.match(number) ?? []).map(Number) };
}
