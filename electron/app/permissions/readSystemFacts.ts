import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { listPorts } from "../../devices/serialPort/listPorts.ts";
import type { DeviceFile, SystemFacts } from "./systemFacts.ts";

/** Makers of boxes that `uldaq` reaches by USB: Measurement Computing, Data Translation. */
const boxVendors = ["09db", "0867"];
const ruleFolders = ["/etc/udev/rules.d", "/usr/lib/udev/rules.d", "/lib/udev/rules.d"];
const soundFiles = /^(controlC\d+|pcmC\d+D\d+c)$/;
const consentKey = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\microphone`;

interface Group {
  readonly name: string;
  readonly number: number;
  readonly members: readonly string[];
}

/** Looks around on this computer. Never throws: what cannot be found out is empty. */
export async function readSystemFacts(): Promise<SystemFacts> {
  const { platform } = process;
  const user = attempt(() => userInfo().username) ?? "the station's user";
  const groups = platform === "linux" ? readGroups() : [];
  const own = new Set([...(process.getgroups?.() ?? []), process.getgid?.() ?? -1]);
  const files = (paths: readonly string[]) => paths.flatMap((path) => deviceFile(path, groups) ?? []);
  const onLinux = platform === "linux";
  return {
    platform,
    user,
    uid: process.getuid?.(),
    groups: groups.filter((group) => own.has(group.number)).map((group) => group.name),
    memberOf: groups.filter((group) => group.members.includes(user)).map((group) => group.name),
    knownGroups: groups.map((group) => group.name),
    serialPorts: onLinux ? files((await listPorts()).map((port) => port.path)) : [],
    soundDevices: files(
      list("/dev/snd")
        .filter((name) => soundFiles.test(name))
        .map((name) => `/dev/snd/${name}`),
    ),
    usbBoxes: files(usbBoxes()),
    hasUdevRule: onLinux && ruleFolders.some(hasRule),
    udevRule: udevRulePath(),
    microphones: platform === "win32" ? await windowsConsent() : "unknown",
  };
}

function readGroups(): Group[] {
  const lines = (attempt(() => readFileSync("/etc/group", "utf8")) ?? "").split("\n");
  return lines.flatMap((line) => {
    const [name, , number, members = ""] = line.split(":");
    return name && number ? { name, number: Number(number), members: members.split(",") } : [];
  });
}

function deviceFile(path: string, groups: readonly Group[]): DeviceFile | undefined {
  const status = attempt(() => statSync(path));
  if (!status) return undefined;
  const group = groups.find((candidate) => candidate.number === status.gid)?.name ?? String(status.gid);
  const isOpen = attempt(() => accessSync(path, constants.R_OK | constants.W_OK) === undefined) ?? false;
  return { path, group, isOpen };
}

/** Device files of the boxes that are plugged in. */
function usbBoxes(): string[] {
  const folder = "/sys/bus/usb/devices";
  return list(folder).flatMap((name) => {
    const read = (field: string) => attempt(() => readFileSync(join(folder, name, field), "utf8").trim()) ?? "";
    if (!boxVendors.includes(read("idVendor"))) return [];
    return `/dev/bus/usb/${read("busnum").padStart(3, "0")}/${read("devnum").padStart(3, "0")}`;
  });
}

function hasRule(folder: string): boolean {
  return list(folder)
    .filter((name) => name.endsWith(".rules"))
    .some((name) => {
      const rule = attempt(() => readFileSync(join(folder, name), "utf8")) ?? "";
      return rule.split("\n").some((line) => !line.startsWith("#") && line.includes(boxVendors[0]!));
    });
}

/** From the sources, or from what was compiled of them. */
function udevRulePath(): string {
  const places = ["../../../", "../../../../../"].map((up) =>
    fileURLToPath(new URL(`${up}resources/udev/60-auscult.rules`, import.meta.url)),
  );
  return places.find((candidate) => existsSync(candidate)) ?? places[0]!;
}

async function windowsConsent(): Promise<SystemFacts["microphones"]> {
  const query = promisify(execFile);
  const values = await Promise.all(
    [consentKey, String.raw`${consentKey}\NonPackaged`].map((key) =>
      query("reg", ["query", key, "/v", "Value"]).then(
        ({ stdout }) => stdout,
        () => "",
      ),
    ),
  );
  if (values.some((value) => /\bDeny\b/.test(value))) return "denied";
  return values.every((value) => /\bAllow\b/.test(value)) ? "allowed" : "unknown";
}

const list = (folder: string): string[] => attempt(() => readdirSync(folder)) ?? [];

function attempt<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
