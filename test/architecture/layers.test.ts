import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = ["electron", "renderer", "native", "resources"];
const timeout = 120_000;
/** Fewer modules than this means that the check looked past the sources, which it reports as success. */
const fewestModules = 120;

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

function cruise(folder: string): Cruise {
  const program = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = ["--config", ".dependency-cruiser.cjs", "--output-type", "json", ...sources];
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (stdout === "") throw new Error(`dependency-cruiser said nothing: ${stderr}`);
  return JSON.parse(stdout);
}

const copy = mkdtempSync(join(tmpdir(), "auscult-layers-"));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Writes a module into a copy of the sources, never into the sources themselves. */
function plant(path: string, source: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), source);
}

function copySources(): void {
  for (const name of [...sources, ".dependency-cruiser.cjs", "tsconfig.base.json", "package.json"]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
}

describe("the table of rooms", () => {
  it(
    "holds for every module",
    () => {
      const { summary } = cruise(root);
      expect(summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`)).toEqual([]);
      expect(summary.totalCruised).toBeGreaterThan(fewestModules);
    },
    timeout,
  );

  it(
    "fails on breaches planted in every kind of rule",
    () => {
      copySources();
      plant("electron/alerts/plantedBreach.ts", 'import "../store/openStore.ts";\nimport "node:fs";\n');
      plant(
        "electron/app/plantedBreach.ts",
        'import "electron";\nimport "koffi";\nimport type { Tensor } from "@tensorflow/tfjs-core";\n',
      );
      plant("electron/plantedroom/plantedBreach.ts", 'import "../domain/fault.ts";\n');
      plant("electron/domain/plantedCircle.ts", 'import "./plantedCircleBack.ts";\nexport const here = 1;\n');
      plant("electron/domain/plantedCircleBack.ts", 'import "./plantedCircle.ts";\nexport const there = 1;\n');
      plant(
        "renderer/screens/plantedscreen/plantedBreach.ts",
        'import "../overview/OverviewScreen.tsx";\nimport "uplot";\nimport "../../../electron/store/openStore.ts";\n',
      );
      const found = cruise(copy).summary.violations.filter(({ from }) => from.includes("planted"));
      expect(new Set(found.map(({ rule }) => rule.name))).toEqual(
        new Set([
          "room-alerts",
          "pure-rooms",
          "only-owner-imports-electron",
          "only-owner-imports-koffi",
          "only-owner-imports-tensorflow",
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
