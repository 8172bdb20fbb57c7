import type { ComponentType } from "react";
import { AlertsScreen } from "./alerts/AlertsScreen.tsx";
import { MachineScreen } from "./machine/MachineScreen.tsx";
import { ModelsScreen } from "./models/ModelsScreen.tsx";
import { OverviewScreen } from "./overview/OverviewScreen.tsx";
import { SetupScreen } from "./setup/SetupScreen.tsx";

export interface ScreenEntry {
  readonly name: "overview" | "alerts" | "machines" | "models" | "setup";
  /** Where its rail entry leads; everything below it is the screen's own. */
  readonly path: string;
  readonly pattern: RegExp;
  readonly show: ComponentType<{ readonly parts: readonly string[] }>;
}

/** The list of screens: one folder and one line each. */
export const screens: readonly ScreenEntry[] = [
  { name: "overview", path: "/", pattern: /^\/?$/, show: OverviewScreen },
  { name: "alerts", path: "/alerts", pattern: /^\/alerts(\/|$)/, show: AlertsScreen },
  { name: "machines", path: "/machines", pattern: /^\/machines(\/|$)/, show: MachineScreen },
  { name: "models", path: "/models", pattern: /^\/models(\/|$)/, show: ModelsScreen },
  { name: "setup", path: "/setup", pattern: /^\/setup(\/|$)/, show: SetupScreen },
];
