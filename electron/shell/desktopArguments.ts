import { join, resolve } from "node:path";
import { Fault } from "../domain/fault.ts";
import { parseDemoFault, type ScheduledDemoFault } from "./parseDemoFault.ts";

export interface DesktopArguments {
  /** Folder of plant, measurements, models and alerts. */
  readonly folder: string;
  /** Folder of the window's own profile. One for each data folder, because only one desktop runs in a profile. */
  readonly profile: string;
  readonly demo: boolean;
  readonly demoFaults: readonly ScheduledDemoFault[];
}

/**
 * Reads the command line of the desktop. Chromium's switches stand on the same line, so what is not known is left alone.
 * @param place.userData the folder the system gives to Auscult for this user
 * @throws Fault BAD_INPUT when a switch lacks its value or a demo fault cannot be read
 */
export function readDesktopArguments(
  line: readonly string[],
  place: { readonly userData: string; readonly workingFolder: string },
): DesktopArguments {
  const data = valuesOf("--data", "a folder", line).at(-1);
  const demoFaults = valuesOf("--demo-fault", "COMPONENT:FAULT@SECONDS", line).map(parseDemoFault);
  const demo = line.includes("--demo") || demoFaults.length > 0;
  if (data === undefined) {
    return { folder: join(place.userData, "station"), profile: place.userData, demo, demoFaults };
  }
  const folder = resolve(place.workingFolder, data);
  return { folder, profile: join(folder, "desktop"), demo, demoFaults };
}

function valuesOf(name: string, expected: string, line: readonly string[]): string[] {
  const values: string[] = [];
  line.forEach((argument, index) => {
    const value = argument === name ? line[index + 1] : cutPrefix(argument, `${name}=`);
    if (value === undefined && argument !== name) return;
    if (!value || value.startsWith("--")) throw new Fault("BAD_INPUT", `${name} needs ${expected} after it.`);
    values.push(value);
  });
  return values;
}

function cutPrefix(text: string, prefix: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
