import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Script } from "node:vm";
import { extractAll, extractFile, listPackage } from "@electron/asar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rigIsThere } from "../makers/rigProgram.ts";
import { serialWriter } from "../makers/serialWriter.ts";
import { socatPair } from "../makers/socatPair.ts";
import { fuseSentinel, makeStandInElectronFolder, shippedFuses } from "../makers/standInElectronFolder.ts";
import { importedPackages, listFiles, root, runOffline } from "./packed.ts";

const packageJson = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

let folder: string;
/** The packed desktop, its archive, and the paths in that. */
let desktop: string;
let archive: string;
let packed: string[];

const textOf = (path: string) => extractFile(archive, path).toString("utf8");
const below = (start: string) =>
  packed.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));

/** `npm run package -- --dir` as the user runs it, with a stand-in for Electron's own folder. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "auscult-package-"));
  const electron = join(folder, "electron");
  const { version } = JSON.parse(await readFile(join(root, "node_modules/electron/package.json"), "utf8"));
  await makeStandInElectronFolder(electron, version);
  const env = { ELECTRON_OVERRIDE_DIST_PATH: electron, HOME: folder, XDG_CACHE_HOME: join(folder, "cache") };
  const { code, said } = await runOffline(
    "electron/shell/package.mjs",
    ["--dir", "--output", join(folder, "out")],
    env,
  );
  expect(code, said).toBe(0);
  const made = (await readdir(join(folder, "out"))).filter((name) => name.endsWith("-unpacked"));
  expect(made).toHaveLength(1);
  desktop = join(folder, "out", made[0] ?? "");
  archive = join(desktop, "resources", "app.asar");
  packed = listPackage(archive, { isPack: false }).map((path) => path.replaceAll("\\", "/").slice(1));
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.runIf(process.platform === "linux")("the packed desktop", () => {
  it("is Electron under our name, with its switches set", async () => {
    const program = await readFile(join(desktop, "auscult"));
    const at = program.indexOf(fuseSentinel) + fuseSentinel.length;
    const length = program[at + 1] ?? 0;
    expect([program[at], length]).toEqual([1, shippedFuses.length]);
    // Off: run as Node, NODE_OPTIONS, --inspect, privileges of file:. On: cookie encryption, integrity and only the archive.
    // The snapshot switch and those newer than our tools stay as Electron ships them.
    expect(program.subarray(at + 2, at + 2 + length).toString()).toBe("010011001");
  });

  it("holds every part that runs, compiled, and nothing from outside", async () => {
    const sources = [];
    for (const part of ["electron", "native"]) {
      for (const file of await listFiles(join(root, part))) {
        // The kernel's own sources are in another language; what they compile to is a module beside them.
        if (`${part}/${file}`.startsWith("native/assembly/")) continue;
        if (/\.c?ts$/.test(file) && !/\.(test|d)\.c?ts$/.test(file)) sources.push(`${part}/${file}`);
      }
    }
    expect(sources.length).toBeGreaterThan(60);
    const compiled = sources.map((path) => path.replace(/\.(c?)ts$/, ".$1js"));
    const held = new Set(below("out/compiled/"));
    expect(compiled.filter((path) => !held.has(path))).toEqual([]);
    expect(compiled.filter((path) => path.endsWith("Worker.js")).length).toBeGreaterThanOrEqual(2);
    expect(packed).toContain(packageJson.main);

    const rooms = new Set(
      packed.map((path) =>
        path
          .split("/")
          .slice(0, path.startsWith("out") ? 2 : 1)
          .join("/"),
      ),
    );
    rooms.delete("out");
    rooms.delete("LICENSE");
    expect([...rooms].sort()).toEqual(["node_modules", "out/compiled", "out/renderer", "package.json", "resources"]);
    const own = packed.filter((path) => !path.startsWith("node_modules/"));
    expect(own.filter((path) => /\.([cm]?tsx?|map|tsbuildinfo)$|\.test\.|\/start\.mjs/.test(path))).toEqual([]);
  });

  it("holds the page as it was built, with everything it asks for", async () => {
    const built = await listFiles(join(root, "out/renderer"));
    expect(below("out/renderer/")).toEqual(expect.arrayContaining(built));
    const page = textOf("out/renderer/index.html");
    const asked = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path]) => path);
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(built).toEqual(expect.arrayContaining(asked));
    expect(page).toContain("__CSP_NONCE__");
  });

  it("has a preload that a sandboxed window can run", () => {
    const script = textOf("out/compiled/electron/shell/preload.cjs");
    expect(() => new Script(script)).not.toThrow();
    expect([...script.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"']);
  });

  it("keeps native files, and only those, outside the archive, where the system can load them", async () => {
    const outside = await listFiles(`${archive}.unpacked`);
    const koffi = `node_modules/@koromix/koffi-linux-${process.arch}/linux_${process.arch}/koffi.node`;
    const serial = outside.find((path) => path.includes(`prebuilds/linux-${process.arch}/`));
    expect(outside).toContain(koffi);
    expect(serial).toMatch(/^node_modules\/@serialport\/bindings-cpp\/.*\.node$/);
    expect(outside.filter((path) => !path.endsWith(".node"))).toEqual([]);
    expect(outside.filter((path) => /win32|darwin|android/.test(path))).toEqual([]);
    expect(packed).toEqual(expect.arrayContaining(outside));
    for (const path of [koffi, serial ?? ""]) {
      const original = await readFile(join(root, path));
      expect(original.equals(await readFile(join(`${archive}.unpacked`, path))), path).toBe(true);
    }
  });

  it("holds the libraries that run in it, not those of development nor those built into the page", async () => {
    const held = new Set(below("node_modules/").map((path) => path.split("/", path.startsWith("@") ? 2 : 1).join("/")));
    const running = new Set([...(await importedPackages("electron")), ...(await importedPackages("native"))]);
    running.delete("electron");
    expect(running.size).toBeGreaterThanOrEqual(6);
    expect([...held]).toEqual(expect.arrayContaining([...running]));
    const paged = [...(await importedPackages("renderer"))].filter((name) => !running.has(name));
    expect(paged).toContain("react");
    const inside = (names: readonly string[]) =>
      names.filter((name) => packed.includes(`node_modules/${name}/package.json`));
    expect(inside(paged)).toEqual([]);
    expect(inside(Object.keys(packageJson.devDependencies))).toEqual([]);
  });

  describe("unpacked, over a stand-in for Electron", () => {
    const unpack = () => {
      const application = join(folder, "application");
      if (!existsSync(application)) extractAll(archive, application);
      return application;
    };
    const start = async (name: string, serialPort: string) => {
      const application = unpack();
      const words = [application, join(folder, name), serialPort];
      const { code, said } = await runOffline("test/package/startPacked.ts", words, {});
      expect(code, said).toBe(0);
      const happened = JSON.parse(said.trim().split("\n").at(-1) ?? "");
      expect(happened).toMatchObject({ exits: [0], boxes: [] });
      return happened;
    };

    it("starts, listens to the demo plant, answers its page and ends in order", async () => {
      const happened = await start("demo", "none");
      expect(happened).toMatchObject({ page: 200, about: { opening: "desktop", demo: true } });
      expect(happened.about.version).toBe(packageJson.version);
      expect(happened.listening).toBeGreaterThan(0);
    });

    it("trains networks in WebAssembly, of TensorFlow.js holding little else", async () => {
      const { code, said } = await runOffline("test/package/trainPacked.ts", [unpack()], {});
      expect(code, said).toBe(0);
      expect(JSON.parse(said)).toEqual({ trainedOn: expect.stringMatching(/^TensorFlow\.js .*, WebAssembly$/) });
      const held = below("node_modules/@tensorflow/").filter((path) => /dist\/./.test(path));
      expect(
        held.every((path) => /\.(node\.js|wasm)$/.test(path)),
        held.join("\n"),
      ).toBe(true);
    });

    it.runIf(rigIsThere(["socat"]))("captures from a real device, in a process that Electron starts", async () => {
      await using pair = await socatPair(folder);
      const stop = new AbortController();
      const line = (i: number) => `${i}, ${-i}, 0.5`;
      const writing = serialWriter(pair.device, { rate: 1000, stop: stop.signal, line });
      try {
        const { serial, modules } = await start("real", pair.station);
        expect(serial.channels).toBe(3);
        expect(serial.received).toBeGreaterThan(0);
        const program = "out/compiled/electron/devices/serialText/serialProcess.js";
        // Described once by the user's choice of port, once when it is taken into use; then captured.
        expect(modules).toEqual([program, program, program]);
      } finally {
        stop.abort();
        await writing;
      }
    });
  });

  it("says which file is missing when there is no Electron to pack", async () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, "none") };
    const { code, said } = await runOffline("electron/shell/package.mjs", ["--dir"], env);
    expect(code).toBe(1);
    expect(said).toContain(join(folder, "none", "electron"));
    expect(said).toContain("npx install-electron");
    expect(said.trim().split("\n")).toHaveLength(1);
  });
});
