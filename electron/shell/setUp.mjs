// Runs on the machine's own Node, before anything is installed: plain JavaScript, no dependencies, Node 20.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
/** The Node that the package `node` brings; every part of Auscult runs on it, whatever Node the machine has. */
export const runtime = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
export const runtimeMajor = 24;
/**
 * A small young generation, in MB: without it the heap of a station grows in steps for hours under the short-lived blocks of many
 * channels, and with it the memory stays flat at no measurable cost.
 */
export const runtimeFlags = ["--max-semi-space-size=4"];
const oldestNode = 20;

/** A reason to stop, for the user: what is wrong and what to do. */
export class SetUpFault extends Error {}

/** @param {string} message */
function say(message) {
  process.stderr.write(`${message}\n`);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} failure what the user reads when it fails
 */
export function run(command, args, failure) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (error || status !== 0) throw new SetUpFault(`${failure}${error ? ` (${error.message})` : ""}`);
}

/** npm as it was started, or as it is found; on Windows npm is a script that only node can start without a shell. */
function npmCommand() {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js") || script?.endsWith(".cjs") ? [process.execPath, script] : ["npm"];
}

/** Installs what the lock file names, when it changed since the last time. */
export function install() {
  const own = Number(process.versions.node.split(".")[0]);
  if (own < oldestNode) {
    throw new SetUpFault(`Auscult needs Node ${oldestNode} or newer to set itself up; this is ${process.version}.`);
  }
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".auscult-installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say("Installing what Auscult needs (once, about a minute) …");
  const [command, ...args] = npmCommand();
  run(
    /** @type {string} */ (command),
    [...args, "ci", "--no-audit", "--no-fund", "--loglevel=error"],
    "The installation failed. Check the connection to the package registry, then start again.",
  );
  writeFileSync(stamp, lock);
}

/** @throws {SetUpFault} when the pinned runtime is not there, which an install without scripts leaves behind */
export function checkRuntime() {
  const found = existsSync(runtime)
    ? spawnSync(runtime, ["--version"], { encoding: "utf8" }).stdout?.trim()
    : undefined;
  if (found?.startsWith(`v${runtimeMajor}.`)) return;
  throw new SetUpFault(
    `The pinned Node ${runtimeMajor} runtime is ${found ? `another one (${found})` : "missing"}: npm was probably told not to run install scripts. Run "npm rebuild node --ignore-scripts=false" in the folder of Auscult, then start again.`,
  );
}

/**
 * Newest change below the given files and folders, in ms.
 * @param {string[]} paths
 * @returns {number}
 */
function newestChange(paths) {
  let newest = 0;
  for (const path of paths) {
    const stats = statSync(path);
    newest = Math.max(newest, stats.mtimeMs);
    if (stats.isDirectory()) newest = Math.max(newest, newestChange(readdirSync(path).map((name) => join(path, name))));
  }
  return newest;
}

/** Builds the page when one of its sources is newer than it. */
export function buildPage() {
  const page = join(root, "out", "renderer", "index.html");
  const sources = ["renderer", "electron/domain", "electron/contract", "package-lock.json"].map((path) =>
    join(root, path),
  );
  const stamp = join(root, "out", "page-sources");
  const newest = String(newestChange(sources));
  if (existsSync(page) && existsSync(stamp) && readFileSync(stamp, "utf8") === newest) return;
  say("Building the page …");
  run(
    runtime,
    [join(root, "node_modules/vite/bin/vite.js"), "build", "renderer", "--logLevel", "warn"],
    "The page cannot be built.",
  );
  mkdirSync(join(root, "out"), { recursive: true });
  writeFileSync(stamp, newest);
}

/** Compiles main process, preload and workers for the desktop; the station runs its sources as they are. */
export function compile() {
  run(runtime, [join(root, "node_modules/typescript/bin/tsc"), "-b", "electron"], "The sources do not compile.");
}

/**
 * Hands the terminal over to a program, passes on what the user or a service manager asks of it, and ends with it.
 * @param {string} command
 * @param {string[]} args
 */
export function handOver(command, args) {
  const child = spawn(command, args, { stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`${command} cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === null ? 0 : 1);
  });
}
