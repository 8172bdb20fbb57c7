import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { permissionChecks } from "./permissionChecks.ts";
import { readSystemFacts } from "./readSystemFacts.ts";
import type { DeviceFile, SystemFacts } from "./systemFacts.ts";

const facts = (more: Partial<SystemFacts>): SystemFacts => ({
  platform: "linux",
  user: "mia",
  uid: 1000,
  groups: ["mia"],
  memberOf: ["mia"],
  knownGroups: ["root", "dialout", "audio", "mia"],
  serialPorts: [],
  soundDevices: [],
  usbBoxes: [],
  hasUdevRule: false,
  udevRule: "/opt/auscult/60-auscult.rules",
  microphones: "unknown",
  ...more,
});
const file = (path: string, group: string, isOpen = false): DeviceFile => ({ path, group, isOpen });
const port = file("/dev/ttyUSB0", "dialout");
const serialOf = (more: Partial<SystemFacts>) => permissionChecks(facts(more))[0]!;
const soundOf = (more: Partial<SystemFacts>) => permissionChecks(facts(more))[1]!;
const usbOf = (more: Partial<SystemFacts>) => permissionChecks(facts(more))[2]!;

describe("on Linux", () => {
  it("whoever is not in the group is told the command to be", () => {
    expect(serialOf({ serialPorts: [port] })).toEqual({
      what: "permission for serial ports",
      ready: false,
      optional: true,
      finding:
        "mia may not open /dev/ttyUSB0: not in the group dialout. Run: sudo usermod -aG dialout mia — then log out and in again.",
    });
    expect(soundOf({ soundDevices: [file("/dev/snd/pcmC0D0c", "audio")] })).toMatchObject({
      ready: false,
      finding: expect.stringContaining("Run: sudo usermod -aG audio mia"),
    });
  });

  it("the group is that of the files, or what this distribution calls it", () => {
    const other = serialOf({ serialPorts: [file("/dev/ttyACM0", "plugdev")] });
    expect(other.finding).toContain("sudo usermod -aG plugdev mia");
    expect(serialOf({ knownGroups: ["root", "uucp"] }).finding).toContain("sudo usermod -aG uucp mia");
    expect(serialOf({}).finding).toContain("mia may not open serial ports: not in the group dialout.");
  });

  it("whoever has joined since log-in has to log in again", () => {
    const check = serialOf({ serialPorts: [port], memberOf: ["mia", "dialout"] });
    expect(check).toMatchObject({ ready: false, finding: expect.stringContaining("Log out and in again") });
    expect(check.finding).not.toContain("usermod");
  });

  it("whoever is in the group, may open the files anyway, or is root is ready", () => {
    expect(serialOf({ groups: ["mia", "dialout"] })).toMatchObject({ ready: true });
    expect(serialOf({ serialPorts: [{ ...port, isOpen: true }] })).toMatchObject({
      ready: true,
      finding: "mia may open /dev/ttyUSB0.",
    });
    for (const check of permissionChecks(facts({ uid: 0, user: "root", serialPorts: [port], usbBoxes: [port] }))) {
      expect(check).toMatchObject({ ready: true, finding: "The station runs as root, which may open them all." });
    }
  });

  it("one port that is open does not hide another that is not", () => {
    const check = serialOf({ serialPorts: [{ ...port, isOpen: true }, file("/dev/ttyUSB1", "dialout")] });
    expect(check).toMatchObject({ ready: false, finding: expect.stringContaining("may not open /dev/ttyUSB1:") });
  });

  it("files that not even their group may open need more than the group", () => {
    for (const group of ["root", "dialout"]) {
      const check = serialOf({ serialPorts: [file("/dev/ttyS4", group)], groups: ["mia", "dialout"] });
      expect(check).toMatchObject({ ready: false, finding: expect.stringContaining("rule of udev") });
      expect(check.finding).not.toContain("usermod");
    }
  });

  it("USB boxes get their rule by two commands, or a new plug where it is there already", () => {
    const box = file("/dev/bus/usb/001/004", "root");
    const commands =
      "run: sudo tee /etc/udev/rules.d/60-auscult.rules < '/opt/auscult/60-auscult.rules' — then: sudo udevadm control --reload-rules && sudo udevadm trigger";
    expect(usbOf({ usbBoxes: [box] })).toMatchObject({
      ready: false,
      finding: `mia may not open /dev/bus/usb/001/004. Before MCC boxes can be used, ${commands}`,
    });
    expect(usbOf({})).toMatchObject({ ready: true, finding: expect.stringContaining(commands) });
    expect(usbOf({ usbBoxes: [box], hasUdevRule: true })).toMatchObject({
      ready: false,
      finding: expect.stringContaining("Plug them in again"),
    });
    expect(usbOf({ hasUdevRule: true })).toMatchObject({ ready: true, finding: "A rule of udev is installed." });
    expect(usbOf({ usbBoxes: [{ ...box, isOpen: true }] })).toMatchObject({ ready: true });
  });
});

it("on Windows the exclusive mode is explained, and a microphone switch that is off is told", () => {
  const checksOf = (microphones: SystemFacts["microphones"]) =>
    permissionChecks(facts({ platform: "win32", uid: undefined, microphones }));
  const [denied, exclusive] = checksOf("denied");
  expect(denied).toMatchObject({ ready: false, finding: expect.stringContaining("Privacy & security ▸ Microphone") });
  expect(exclusive).toMatchObject({
    what: "exclusive mode",
    ready: true,
    finding: expect.stringContaining("“Allow applications to take exclusive control of this device”"),
  });
  expect(checksOf("allowed")[0]).toMatchObject({ ready: true });
  expect(checksOf("unknown")[0]).toMatchObject({ ready: true, finding: expect.stringContaining("If a sound device") });
});

it("on macOS the way to the consent is told", () => {
  const checks = permissionChecks(facts({ platform: "darwin" }));
  expect(checks).toHaveLength(1);
  expect(checks[0]!.finding).toContain("System Settings ▸ Privacy & Security ▸ Microphone");
});

it("nothing is said of systems nobody knows", () => {
  expect(permissionChecks(facts({ platform: "freebsd" }))).toEqual([]);
});

it("every finding is a sentence, or ends with a command", () => {
  for (const platform of ["linux", "win32", "darwin"] as const) {
    for (const { finding } of permissionChecks(facts({ platform }))) expect(finding).toMatch(/(\.|udevadm trigger)$/);
  }
});

it("this computer can be looked at, and the rule is where the command takes it from", async () => {
  const here = await readSystemFacts();
  expect(here.platform).toBe(process.platform);
  expect(here.uid).toBe(process.getuid?.());
  const rules = readFileSync(here.udevRule, "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"));
  expect(rules.length).toBeGreaterThan(0);
  for (const rule of rules)
    expect(rule).toMatch(/^SUBSYSTEM=="usb", .*ATTR\{idVendor\}=="[0-9a-f]{4}", MODE="0660", GROUP="\w+"/);
});
