// Plain JavaScript for the machine's own Node: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { run } from "../electron/shell/setUp.mjs";

/** Debian packages that the tests use, each with the file that shows it is there. */
const packages = {
  chromium: "/usr/bin/chromium",
  socat: "/usr/bin/socat",
  pulseaudio: "/usr/bin/pulseaudio",
  "pulseaudio-utils": "/usr/bin/pactl",
  "alsa-utils": "/usr/bin/aplay",
  libportaudio2: undefined,
  "libasound2-plugins": undefined,
  xvfb: "/usr/bin/Xvfb",
  gcc: "/usr/bin/cc",
  openssl: "/usr/bin/openssl",
  "libc6-dev": undefined,
};

/** @param {string} name */
function isInstalled(name) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query fills this in, not JavaScript
  const { stdout } = spawnSync("dpkg-query", ["-W", "-f=${Status}", name], { encoding: "utf8" });
  return stdout?.includes("install ok installed") ?? false;
}

/** Installs them on Debian as root; elsewhere says what is missing, and the tests that need it say so again. */
export function installSystemPackages() {
  if (!existsSync("/etc/debian_version")) {
    const missing = Object.entries(packages).filter(([, file]) => file !== undefined && !existsSync(file));
    if (missing.length > 0) {
      process.stderr.write(`Tests will miss these programs: ${missing.map(([name]) => name).join(", ")}.\n`);
    }
    return;
  }
  const missing = Object.keys(packages).filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    process.stderr.write(
      `Tests will miss these packages; install them with: sudo apt-get install ${missing.join(" ")}\n`,
    );
    return;
  }
  process.stderr.write(`Installing system packages for the tests: ${missing.join(", ")} …\n`);
  process.env.DEBIAN_FRONTEND = "noninteractive";
  run("apt-get", ["-qq", "update"], "The list of system packages cannot be updated.");
  run(
    "apt-get",
    ["-qq", "install", "--yes", "--no-install-recommends", ...missing],
    `System packages cannot be installed: ${missing.join(", ")}.`,
  );
}
