import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const timeout = 120_000;
/** Fewer modules than this means that the check looked past the sources, which it reports as success. */
const fewestModules = 120;

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

function cruise(): Cruise {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      "--config",
      ".dependency-cruiser.cjs",
      "--output-type",
      "json",
      "electron",
      "renderer",
      "native",
      "resources",
    ],
    { cwd: root, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  );
  if (stdout === "") throw new Error(`dependency-cruiser said nothing: ${stderr}`);
  return JSON.parse(stdout);
}

const planted: string[] = [];
function plant(path: string, source: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  planted.push(path);
}

afterEach(() => {
  for (const path of planted.splice(0)) rmSync(join(root, path), { force: true });
  rmSync(join(root, "electron/plantedroom"), { recursive: true, force: true });
  rmSync(join(root, "renderer/screens/plantedscreen"), { recursive: true, force: true });
});

describe("the table of rooms", () => {
  it(
    "holds for every module",
    () => {
      const { summary } = cruise();
      expect(summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`)).toEqual([]);
      expect(summary.totalCruised).toBeGreaterThan(fewestModules);
    },
    timeout,
  );

  it(
    "fails on breaches planted in every kind of rule",
    () => {
      plant("electron/alerts/plantedBreach.ts", 'import "../store/openStore.ts";\nimport "node:fs";\n');
      plant("electron/app/plantedBreach.ts", 'import "electron";\nimport "koffi";\n');
      plant("electron/plantedroom/plantedBreach.ts", 'import "../domain/fault.ts";\n');
      plant("electron/domain/plantedCircle.ts", 'import "./plantedCircleBack.ts";\nexport const here = 1;\n');
      plant("electron/domain/plantedCircleBack.ts", 'import "./plantedCircle.ts";\nexport const there = 1;\n');
      plant(
        "renderer/screens/plantedscreen/plantedBreach.ts",
        'import "../overview/index.ts";\nimport "uplot";\nimport "../../../electron/store/openStore.ts";\n',
      );
      const found = cruise().summary.violations.filter(({ from }) => from.includes("planted"));
      expect(new Set(found.map(({ rule }) => rule.name))).toEqual(
        new Set([
          "room-alerts",
          "pure-rooms",
          "only-owner-imports-electron",
          "only-owner-imports-koffi",
          "only-owner-imports-uplot",
          "unlisted-room-from",
          "no-circles",
          "renderer-knows-the-contract-only",
          "screens-are-islands",
        ]),
      );
    },
    timeout,
  );
});
