import type { Component, Machine, Point } from "../../../electron/domain/plant.ts";

/** What is being edited, one thing at a time. */
export type Editing =
  | { readonly what: "machine"; readonly machine?: Machine }
  | { readonly what: "component"; readonly machineId: string; readonly component?: Component }
  | { readonly what: "point"; readonly componentId: string; readonly point?: Point };

/** What was asked to be removed, until somebody has answered. */
export interface Removing {
  readonly what: "machine" | "component" | "point";
  readonly id: string;
  readonly name: string;
}
