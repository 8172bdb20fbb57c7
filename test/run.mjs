// `npm test`: sets everything up, runs every check and every test, and ends with one line: N passed, N failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildPage, checkRuntime, install, root, runtime, SetUpFault } from "../electron/shell/setUp.mjs";
import { installSystemPackages } from "./systemPackages.mjs";

const long = process.argv.includes("--long");
const inCi = Boolean(process.env.CI);
let passed = 0;
let failed = 0;

try {
  install();
  checkRuntime();
  installSystemPackages();
  check("style (Biome)", "@biomejs/biome/bin/biome", ["check", ".", "--error-on-warnings"]);
  check("types (TypeScript)", "typescript/bin/tsc", ["-b"]);
  try {
    buildPage();
    passed += 1;
  } catch (thrown) {
    if (!(thrown instanceof SetUpFault)) throw thrown;
    failed += 1;
    process.stderr.write(`FAILED: ${thrown.message}\n`);
  }
  runTests();
} catch (thrown) {
  if (!(thrown instanceof SetUpFault)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  failed += 1;
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/**
 * Runs one program of the installed packages on the pinned runtime and counts it as one test.
 * @param {string} name
 * @param {string} program
 * @param {string[]} args
 */
function check(name, program, args) {
  process.stdout.write(`\n▸ ${name}\n`);
  const { status } = spawnSync(runtime, [join(root, "node_modules", program), ...args], {
    cwd: root,
    stdio: "inherit",
  });
  if (status === 0) passed += 1;
  else {
    failed += 1;
    process.stdout.write(`FAILED: ${name}\n`);
  }
}

function runTests() {
  const results = join(root, "out", "test-results.json");
  mkdirSync(join(root, "out"), { recursive: true });
  rmSync(results, { force: true });
  process.stdout.write("\n▸ tests (Vitest)\n");
  const { status } = spawnSync(
    runtime,
    [
      join(root, "node_modules/vitest/vitest.mjs"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${results}`,
      ...process.argv.slice(2).filter((argument) => argument !== "--long"),
    ],
    { cwd: root, stdio: "inherit", env: { ...process.env, ...(long ? { AUSCULT_LONG: "1" } : {}) } },
  );
  if (!existsSync(results)) {
    failed += 1;
    process.stdout.write("FAILED: the tests left no result\n");
    return;
  }
  const report = JSON.parse(readFileSync(results, "utf8"));
  const skipped = report.numPendingTests + report.numTodoTests;
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  if (skipped > 0) process.stdout.write(`${skipped} skipped${inCi ? ": in CI a skipped test is a failure" : ""}\n`);
  if (inCi) failed += skipped;
  // A file that could not be loaded, or an error outside any test, fails no counted test.
  if (status !== 0 && report.numFailedTests === 0) failed += 1;
}
