import { Fault } from "../../domain/fault.ts";
import type { DeviceSetup, Plant } from "../../domain/plant.ts";
import type { SourceForm } from "../../domain/settingField.ts";

type Settings = DeviceSetup["settings"];
type FormOf = (driver: string) => SourceForm | undefined;

/** What a page gets instead of a password, and sends back when it leaves it as it is. */
export const keptSecret = "••••••••";

/** The settings as a page may see them. */
export function hideSecrets(settings: Settings, form: SourceForm | undefined): Settings {
  const hidden = secretNames(form).filter((name) => settings[name] !== undefined && settings[name] !== "");
  return hidden.length === 0
    ? settings
    : { ...settings, ...Object.fromEntries(hidden.map((name) => [name, keptSecret])) };
}

/** The plant as a page may see it. */
export function hidePlantSecrets(plant: Plant, formOf: FormOf): Plant {
  return {
    ...plant,
    devices: plant.devices.map((device) => ({
      ...device,
      settings: hideSecrets(device.settings, formOf(device.driver)),
    })),
  };
}

/**
 * The settings that a page sent, with the passwords it was not shown: those of the device in use at that address, and where several are
 * (one broker serves many sensors) of the one that is set up alike.
 * @param inUse settings of the devices of this kind at that address
 * @throws Fault BAD_INPUT when nobody can tell whose password is meant
 */
export function restoreSecrets(settings: Settings, form: SourceForm | undefined, inUse: readonly Settings[]): Settings {
  const names = secretNames(form);
  const kept = names.filter((name) => settings[name] === keptSecret);
  if (kept.length === 0) return settings;
  const plain = Object.entries(settings).filter(([name]) => !names.includes(name));
  const alike = inUse.filter((other) => plain.every(([name, value]) => (other[name] ?? "") === value));
  const candidates = inUse.length === 1 ? inUse : alike;
  const found = new Set(candidates.map((other) => JSON.stringify(kept.map((name) => other[name] ?? ""))));
  if (found.size !== 1) {
    throw new Fault("BAD_INPUT", "Whose password this is cannot be told any more. Type it again.", {
      details: { settings: kept.join(", ") },
    });
  }
  return { ...settings, ...Object.fromEntries(kept.map((name) => [name, candidates[0]![name] ?? ""])) };
}

/** The settings that a driver answered with: a password stands in them as the page itself sent it. */
export function echoSecrets(answered: Settings, form: SourceForm | undefined, sent: Settings): Settings {
  const known = secretNames(form).filter((name) => answered[name] !== undefined);
  return known.length === 0
    ? answered
    : { ...answered, ...Object.fromEntries(known.map((name) => [name, sent[name] ?? ""])) };
}

function secretNames(form: SourceForm | undefined): string[] {
  return (form?.fields ?? []).filter(({ kind }) => kind === "secret").map(({ name }) => name);
}
