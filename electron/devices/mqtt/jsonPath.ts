import { Fault } from "../../domain/fault.ts";

/** A way into a JSON value: names and places; `each` goes into every element of an array. */
export interface JsonPath {
  readonly text: string;
  readonly steps: readonly (string | number | typeof each)[];
}

const each = Symbol("each");
const written = /^[^.[\]]+(\[\d*\])*(\.[^.[\]]+(\[\d*\])*)*$/;

/**
 * "data.x", "data[0]", "samples[].x"
 * @throws Fault BAD_INPUT naming the setting
 */
export function parsePath(setting: string, text: string): JsonPath {
  if (!written.test(text.replace(/^\[\d*\]\.?/, "root.")) && !/^(\[\d*\])+$/.test(text)) {
    const message = `The setting ${setting} of an MQTT source holds "${text}", which is no path such as data.x, data[0] or samples[].x.`;
    throw new Fault("BAD_INPUT", message, { details: { setting, value: text } });
  }
  const steps = [...text.matchAll(/([^.[\]]+)|\[(\d*)\]/g)].map(([, name, place]) => {
    if (name !== undefined) return name;
    return place === "" ? each : Number(place);
  });
  return { text, steps };
}

/** @returns what stands there, an array where the path goes into every element; undefined where nothing stands */
export function valueAt(value: unknown, { steps }: JsonPath): unknown {
  return follow(value, steps);
}

function follow(value: unknown, steps: JsonPath["steps"]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  if (step === each) return Array.isArray(value) ? value.map((element) => follow(element, rest)) : undefined;
  if (!Object.hasOwn(value, step)) return undefined;
  return follow((value as Record<string | number, unknown>)[step], rest);
}

const deepest = 6;

/** Paths to the numbers in a value, for people who look for theirs. */
export function numberPaths(value: unknown, most = 20, path = "", depth = 0): string[] {
  if (typeof value === "number") return path === "" ? [] : [path];
  if (typeof value !== "object" || value === null || depth > deepest) return [];
  if (Array.isArray(value)) {
    if (value.every((element) => typeof element === "number")) return value.length > 0 && path !== "" ? [path] : [];
    return numberPaths(value[0], most, `${path}[]`, depth + 1);
  }
  const found: string[] = [];
  for (const [name, inner] of Object.entries(value)) {
    if (found.length >= most) break;
    found.push(...numberPaths(inner, most - found.length, path === "" ? name : `${path}.${name}`, depth + 1));
  }
  return found;
}
