// `npm test`: sets everything up, runs every check and every test, and ends with one line: N passed, N failed.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildPage, checkRuntime, install, root, runtime, SetUpFault } from "../electron/shell/setUp.mjs";
import { installSystemPackages } from "./systemPackages.mjs";

const long = process.argv.includes("--long");
const inCi = Boolean(process.env.CI);
let passed = 0;
let failed = 0;
let ran = 0;

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
  await runTests();
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

/**
 * The rooms first, on all cores; then two lanes beside each other: pages in a browser mostly wait, and so do devices. Within a lane one
 * follows the other, because each owns a browser, a device or a whole station.
 */
async function runTests() {
  for (const lanes of [["rooms"], ["pages", "devices"]]) {
    const reports = await Promise.all(lanes.map(runLane));
    for (const report of reports) count(report);
  }
  if (ran > 0) return;
  failed += 1;
  process.stdout.write("FAILED: no test is of that name\n");
}

/** @param {string} lane a project of `vitest.config.ts` */
async function runLane(lane) {
  const results = join(root, "out", `test-results-${lane}.json`);
  mkdirSync(join(root, "out"), { recursive: true });
  rmSync(results, { force: true });
  process.stdout.write(`\n▸ tests: ${lane} (Vitest)\n`);
  const tests = spawn(
    runtime,
    [
      join(root, "node_modules/vitest/vitest.mjs"),
      "run",
      `--project=${lane}`,
      "--passWithNoTests",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${results}`,
      ...process.argv.slice(2).filter((argument) => argument !== "--long"),
    ],
    { cwd: root, stdio: "inherit", env: { ...process.env, ...(long ? { AUSCULT_LONG: "1" } : {}) } },
  );
  const [status] = await once(tests, "exit");
  return { lane, status, results };
}

/** @param {{ lane: string, status: number | null, results: string }} run */
function count({ lane, status, results }) {
  if (!existsSync(results)) {
    failed += 1;
    process.stdout.write(`FAILED: the tests of ${lane} left no result\n`);
    return;
  }
  const report = JSON.parse(readFileSync(results, "utf8"));
  const skipped = report.numPendingTests + report.numTodoTests;
  ran += report.numTotalTests;
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  const verdict = inCi ? ": in CI a skipped test is a failure" : "";
  if (skipped > 0) process.stdout.write(`${skipped} skipped in ${lane}${verdict}\n`);
  if (inCi) failed += skipped;
  // A file that could not be loaded, or an error outside any test, fails no counted test.
  if (status !== 0 && report.numFailedTests === 0) failed += 1;
}
