/**
 * Keeps what is costly to prepare, by a key: tables and buffers of one size serve all channels of a thread, one after the other.
 * @param most how many are kept; beyond that the oldest goes, and is made anew when it is asked for again
 */
export function keepPlans<Plan, Key = string>(most: number): (key: Key, make: () => Plan) => Plan {
  const plans = new Map<Key, Plan>();
  return (key, make) => {
    const kept = plans.get(key);
    if (kept !== undefined) return kept;
    const plan = make();
    const oldest = plans.size >= most ? plans.keys().next().value : undefined;
    if (oldest !== undefined) plans.delete(oldest);
    plans.set(key, plan);
    return plan;
  };
}
