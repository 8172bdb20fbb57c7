import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeviceSetup } from "../../electron/domain/plant.ts";

/** A live counterpart for a driver: a device that sends for as long as the rig stands. */
export interface DriverRig {
  readonly driver: string;
  readonly name: string;
  /** What has to be installed for it. */
  readonly programs: readonly string[];
  open(): Promise<OpenRig>;
}

export interface OpenRig extends AsyncDisposable {
  readonly setup: DeviceSetup;
  /** An address where there is no device. */
  readonly missing: string;
  /** Whether `find` shows the device by itself. */
  readonly listed: boolean;
}

export const setupOf = (driver: string, address: string, more: Partial<DeviceSetup>): DeviceSetup => ({
  id: `${driver}-under-test`,
  driver,
  address,
  name: "Device under test",
  sampleRate: 1000,
  channelCount: 2,
  settings: {},
  ...more,
});

/** An open rig that takes down what it was built of. */
export function openRig(parts: AsyncDisposableStack, rig: Omit<OpenRig, keyof AsyncDisposable>): OpenRig {
  const owned = parts.move();
  return { ...rig, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** @param owner takes the folder away when it is taken down */
export function folderOf(owner: AsyncDisposableStack): string {
  const folder = mkdtempSync(join(tmpdir(), "rig-"));
  owner.defer(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
