import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { DeviceInfo } from "../devices/driver.ts";
import { drivers } from "../devices/drivers.ts";
import type { Check } from "./check.ts";
import { permissionChecks } from "./permissions/permissionChecks.ts";
import { readSystemFacts } from "./permissions/readSystemFacts.ts";

export interface Examination {
  readonly checks: readonly Check[];
  readonly devices: readonly Pick<DeviceInfo, "id" | "name" | "driver" | "via" | "sampleRates">[];
}

const leastFreeBytes = 1e9;
const neededNode = 24;

/** What this computer offers: runtime, database, disk, permissions, devices with their libraries. */
export async function examine(dataFolder: string): Promise<Examination> {
  const found = await Promise.all(
    drivers.map(async (driver) => ({ check: await driver.doctor(), devices: await driver.find() })),
  );
  const facts = await readSystemFacts();
  return {
    checks: [
      runtimeCheck(),
      databaseCheck(),
      diskCheck(dataFolder),
      ...permissionChecks(facts),
      ...found.map(({ check }) => ({ what: check.driver, ready: check.ready, optional: true, finding: check.finding })),
    ],
    devices: found.flatMap(({ devices }) =>
      devices.map(({ id, name, driver, via, sampleRates }) => ({ id, name, driver, via, sampleRates })),
    ),
  };
}

function runtimeCheck(): Check {
  const major = Number(process.versions.node.split(".")[0]);
  return {
    what: "runtime",
    ready: major === neededNode,
    optional: false,
    finding: `Node ${process.versions.node} on ${process.platform} ${process.arch}; Auscult runs on Node ${neededNode}`,
  };
}

function databaseCheck(): Check {
  using database = new DatabaseSync(":memory:");
  const { version } = database.prepare("SELECT sqlite_version() AS version").get() as { version: string };
  return { what: "database", ready: true, optional: false, finding: `SQLite ${version}` };
}

function diskCheck(folder: string): Check {
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  const free = bavail * bsize;
  return {
    what: "disk",
    ready: free > leastFreeBytes,
    optional: false,
    finding: `${(free / 1e9).toFixed(1)} GB free for ${folder}`,
  };
}
