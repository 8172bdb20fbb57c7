import { drivers } from "../../devices/drivers.ts";
import type { SourceForm } from "../../domain/settingField.ts";

/** What the page asks of a source of this kind; undefined also for a kind of another version. */
export function formOf(kind: string): SourceForm | undefined {
  return drivers.find((driver) => driver.kind === kind)?.form;
}
