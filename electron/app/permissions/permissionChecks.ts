import type { Check } from "../check.ts";
import type { DeviceFile, SystemFacts } from "./systemFacts.ts";

/** What this system wants to be asked for before a device may be opened, and how; pure. */
export function permissionChecks(facts: SystemFacts): Check[] {
  if (facts.platform === "linux") {
    return [
      groupCheck(facts, "serial ports", facts.serialPorts, ["dialout", "uucp"]),
      groupCheck(facts, "sound devices", facts.soundDevices, ["audio"]),
      usbCheck(facts),
    ];
  }
  if (facts.platform === "win32") return [windowsMicrophones(facts), exclusiveMode()];
  if (facts.platform === "darwin") return [macMicrophones()];
  return [];
}

const check = (what: string, ready: boolean, finding: string): Check => ({ what, ready, optional: true, finding });

/** @param usualGroups what distributions call the group, the most usual name first */
function groupCheck(
  facts: SystemFacts,
  subject: string,
  files: readonly DeviceFile[],
  usualGroups: readonly string[],
): Check {
  const what = `permission for ${subject}`;
  const { uid, user, groups, memberOf, knownGroups } = facts;
  if (uid === 0) return check(what, true, "The station runs as root, which may open them all.");
  const closed = files.filter((file) => !file.isOpen);
  const names = (some: readonly DeviceFile[]) => some.map((file) => file.path).join(", ");
  if (files.length > 0 && closed.length === 0) return check(what, true, `${user} may open ${names(files)}.`);
  const usual = usualGroups.find((name) => knownGroups.includes(name)) ?? usualGroups[0]!;
  const group = closed[0]?.group ?? usual;
  if (closed.length === 0 && groups.includes(group)) return check(what, true, `${user} is in the group ${group}.`);
  const which = closed.length > 0 ? names(closed) : subject;
  if (groups.includes(group) || group === "root") {
    const remedy = `Give the group ${usual} the right to by a rule of udev, or run the station as another user.`;
    return check(
      what,
      false,
      `${user} may not open ${which}, although the files belong to the group ${group}. ${remedy}`,
    );
  }
  if (memberOf.includes(group)) {
    const remedy = "Log out and in again; restart a station that runs as a service.";
    return check(what, false, `${user} is in the group ${group}, but was not yet at log-in. ${remedy}`);
  }
  const remedy = `Run: sudo usermod -aG ${group} ${user} — then log out and in again.`;
  return check(what, false, `${user} may not open ${which}: not in the group ${group}. ${remedy}`);
}

/** Boxes without a driver of their own in the kernel are open to root only, until a rule says otherwise. */
function usbCheck({ uid, user, usbBoxes, hasUdevRule, udevRule }: SystemFacts): Check {
  const what = "permission for USB measurement boxes";
  if (uid === 0) return check(what, true, "The station runs as root, which may open them all.");
  const closed = usbBoxes.filter((box) => !box.isOpen).map((box) => box.path);
  if (closed.length === 0 && usbBoxes.length > 0)
    return check(what, true, `${user} may open those that are plugged in.`);
  const boxes = closed.join(", ");
  if (hasUdevRule && closed.length > 0) {
    const remedy = `Plug them in again, or run: sudo udevadm trigger. It gives them to the group dialout and to whoever sits at the computer.`;
    return check(what, false, `${user} may not open ${boxes}, although a rule of udev is installed. ${remedy}`);
  }
  if (hasUdevRule) return check(what, true, "A rule of udev is installed.");
  const [install, reload] = udevCommands(udevRule);
  const remedy = `Before MCC boxes can be used, run: ${install} — then: ${reload}`;
  if (closed.length > 0) return check(what, false, `${user} may not open ${boxes}. ${remedy}`);
  return check(what, true, `None is plugged in. ${remedy}`);
}

/** The shell reads the file as the user, who may keep it where root does not look (a home on the network). */
function udevCommands(udevRule: string): readonly [install: string, reload: string] {
  return [
    `sudo tee /etc/udev/rules.d/60-auscult.rules < '${udevRule}'`,
    "sudo udevadm control --reload-rules && sudo udevadm trigger",
  ];
}

function windowsMicrophones({ microphones }: SystemFacts): Check {
  const what = "permission for microphones";
  const remedy =
    "Settings ▸ Privacy & security ▸ Microphone: switch on “Microphone access” and “Let desktop apps access your microphone”.";
  if (microphones === "allowed") return check(what, true, "Windows lets programs listen to sound devices.");
  if (microphones === "denied") {
    return check(what, false, `Windows gives programs silence from every sound device. ${remedy}`);
  }
  return check(what, true, `Windows does not say. If a sound device delivers nothing but silence: ${remedy}`);
}

/** Windows keeps it for each device by itself. */
function exclusiveMode(): Check {
  const way =
    "Settings ▸ System ▸ Sound ▸ More sound settings ▸ Recording ▸ the device ▸ Properties ▸ Advanced: tick “Allow applications to take exclusive control of this device”";
  const finding = `Without it Windows mixes and converts what a sound device measures. For each one: ${way}; on its tab Enhancements switch all off.`;
  return check("exclusive mode", true, finding);
}

/** macOS tells nobody whether it lets a program listen; a program that may not hears silence. */
function macMicrophones(): Check {
  const way =
    "System Settings ▸ Privacy & Security ▸ Microphone: switch Auscult on, or the terminal the station was started in, and start it again";
  return check("permission for microphones", true, `If a sound device delivers nothing but silence: ${way}.`);
}
