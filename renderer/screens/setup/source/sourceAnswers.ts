import type { DeviceSetup } from "../../../../electron/domain/plant.ts";
import type { SettingField } from "../../../../electron/domain/settingField.ts";

type Settings = DeviceSetup["settings"];

/** What a person has answered so far, by the name of the field; what is missing was left empty. */
export type Answers = Readonly<Record<string, string | number | boolean | undefined>>;

/** What stands in a form before anybody has typed: what the device said of itself, otherwise what is usual. */
export function firstAnswers(fields: readonly SettingField[], given: Settings = {}): Answers {
  return Object.fromEntries(fields.map(({ name, usual }) => [name, given[name] ?? usual]));
}

/**
 * The settings for a driver: what was given already, and the answers to the fields it has. A field left empty is not sent: the
 * driver then does what is usual, and what was given is forgotten, because somebody has emptied it.
 */
export function toSettings(
  fields: readonly SettingField[],
  answers: Answers,
  given: Settings = {},
): Record<string, string | number | boolean> {
  const settings = { ...given };
  for (const { name } of fields) {
    const answer = answers[name];
    if (answer === undefined || answer === "") delete settings[name];
    else settings[name] = answer;
  }
  return settings;
}

/** The answer to a choice as the driver offers it: the page's lists hold texts only. */
export function chosen(choices: readonly (string | number)[], text: string): string | number | undefined {
  return choices.find((choice) => String(choice) === text);
}

/** An editor of registers is of use only when none of the ready maps was chosen. */
export function isAsked(field: SettingField, fields: readonly SettingField[], answers: Answers): boolean {
  if (field.kind !== "registers") return true;
  const ready = fields.find(({ name, kind }) => name === "map" && kind === "choice");
  return ready === undefined || answers.map === undefined || answers.map === "" || answers.map === ownMap;
}

/** The choice that means "none of the ready maps, but mine". */
const ownMap = "own";
