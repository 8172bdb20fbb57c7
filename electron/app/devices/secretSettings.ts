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

/** The settings that a page sent, with the passwords it was not shown taken from the device that is in use at that address. */
export function restoreSecrets(
  settings: Settings,
  form: SourceForm | undefined,
  inUse: Settings | undefined,
): Settings {
  const kept = secretNames(form).filter((name) => settings[name] === keptSecret);
  return kept.length === 0
    ? settings
    : { ...settings, ...Object.fromEntries(kept.map((name) => [name, inUse?.[name] ?? ""])) };
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
