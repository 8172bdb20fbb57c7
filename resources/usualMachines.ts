/** What healthy scores of one kind of micromodel are on machines in general. */
interface UsualScores {
  readonly oneSession: number;
  readonly highest: number;
  readonly lowest: number;
}

/**
 * What is usual for machines in general, where a component has no history of its own yet. Statistics alone, over public recordings of
 * `machines` machines or states of machines in `families` families (vibration and sound of bearings, gearboxes, pumps, fans, valves,
 * engines, compressors), each family with an equal say. `test/bench/fitPriors.ts` computes them anew.
 * - `scores`: of the next healthy session of a component that learned in one, the level that it holds for three windows stays below
 *   `oneSession` with a chance of five in six and below `highest` with four in five; `lowest` is what the next session of a
 *   component with three or more usually holds. Kinds that are not listed keep theirs, from the same script, in their own file.
 * - `nextSession`: deviation of the logarithm of that level `between` components and `within` one; the chance that it breaks the
 *   threshold after one session, and, after several, as a share of the chance of being the worst of all.
 */
export const usualMachines = {
  machines: 60,
  families: 9,
  scores: {
    "session distance": { oneSession: 2.37, highest: 2.19, lowest: 0.93 },
  } as Readonly<Record<string, UsualScores | undefined>>,
  nextSession: { between: 0.43, within: 0.3, chance: { oneSession: 0.167, shareOfWorst: 0.54 } },
} as const;
