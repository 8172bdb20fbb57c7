import { Fault } from "../../domain/fault.ts";
import type { MatVariable } from "./matElements.ts";
import { matchesWildcard } from "./wildcard.ts";

/** Fewer numbers are a parameter, not a signal. */
const fewestSamples = 16;
const mostChannels = 256;
const timeNames = /^(t|time|seconds?)$/i;

/** Samples per channel: the longer side of the matrix runs along the time. */
export const samplesOf = ({ rows, columns }: MatVariable) => Math.max(rows, columns);
export const channelsOf = ({ rows, columns }: MatVariable) => Math.min(rows, columns);

/**
 * The variables that hold the signal.
 * @param wanted name or pattern; several that match become channels side by side
 * @throws Fault BAD_INPUT listing the candidates when it is not clear which, BAD_FILE when there is none
 */
export function chooseMatVariables(
  path: string,
  variables: readonly MatVariable[],
  wanted: string | undefined,
): readonly [MatVariable, ...MatVariable[]] {
  const signals = variables.filter(isSignal);
  if (wanted !== undefined && wanted !== "") {
    const found = signals.filter(({ name }) => matchesWildcard(name, wanted));
    const [first, ...rest] = found;
    if (!first) {
      const same = variables.find(({ name }) => name === wanted);
      const what = same
        ? `in ${path}, "${wanted}" is ${inWords(same)}, no signal`
        : `${path} has no signal "${wanted}"`;
      throw unclear(path, `${what[0]!.toUpperCase()}${what.slice(1)}`, signals, variables);
    }
    if (rest.some((each) => samplesOf(each) !== samplesOf(first))) {
      throw unclear(path, `${path} has signals of different length named ${wanted}`, found, variables);
    }
    return [first, ...rest];
  }
  const plausible = signals.length > 1 ? signals.filter(({ name }) => !timeNames.test(name)) : signals;
  if (plausible.length === 1) return [plausible[0]!];
  const what = signals.length === 0 ? `${path} holds no signal` : `${path} holds more than one signal`;
  throw unclear(path, what, signals, variables);
}

function isSignal(variable: MatVariable): boolean {
  const { name, other } = variable;
  return name !== "" && !other && samplesOf(variable) >= fewestSamples && channelsOf(variable) <= mostChannels;
}

/** "a struct", "1 × 3 numbers" */
function inWords({ other, rows, columns }: MatVariable): string {
  return other ? `${/^[aeiou]/.test(other) ? "an" : "a"} ${other}` : `${rows} × ${columns} numbers`;
}

const shown = 20;

function unclear(path: string, what: string, signals: readonly MatVariable[], all: readonly MatVariable[]): Fault {
  const listed = (signals.length > 0 ? signals : all).filter(({ name }) => name !== "");
  const names = listed
    .slice(0, shown)
    .map((each) => `${each.name} (${each.other ?? `${each.rows} × ${each.columns}`})`);
  const list = `${names.join(", ")}${listed.length > shown ? " …" : ""}`;
  const remedy =
    signals.length > 0
      ? `Name one of these as variable: ${list}.`
      : `Save the signal as a matrix of numbers${listed.length > 0 ? `; it holds ${list}` : ""}.`;
  const details = { path, candidates: signals.map(({ name }) => name) };
  return new Fault(signals.length > 0 ? "BAD_INPUT" : "BAD_FILE", `${what}. ${remedy}`, { details });
}
