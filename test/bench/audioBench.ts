import { readFileSync } from "node:fs";
import { usbAudio } from "../../electron/devices/usbAudio/usbAudio.ts";
import { childRunning } from "../makers/childRunning.ts";
import { pulseAudioRig } from "../makers/pulseAudio.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const [sampleRate, channelCount] = [48_000, 4];
/** Opening costs more than a second of capturing. */
const settling = 1;
/** The kernel counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

/**
 * Share of one core that capturing four channels at 48 kHz takes, the station's side and the device process together, system time
 * included: from a virtual device through the driver.
 * @returns null where the programs of the rig are not installed
 */
export async function audioCpuShare(seconds = 10): Promise<number | null> {
  if (!rigIsThere(["pulseaudio", "pactl", "aplay"])) return null;
  using folder = temporaryFolder();
  await using rig = await pulseAudioRig(folder.path, [{ name: "daq", channelCount, sampleRate }]);
  const before = { ...process.env };
  Object.assign(process.env, rig.environment);
  try {
    return await capturingShare(seconds);
  } finally {
    for (const name of Object.keys(rig.environment)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

async function capturingShare(seconds: number): Promise<number> {
  const stop = new AbortController();
  const setup = {
    id: "daq",
    driver: usbAudio.kind,
    address: "ALSA/daq",
    name: "DAQ",
    sampleRate,
    channelCount,
    settings: {},
  };
  let captured = 0;
  let from: { readonly captured: number; readonly used: number } | undefined;
  for await (const block of usbAudio.capture(setup, stop.signal)) {
    captured += block.channels[0]!.length / sampleRate;
    if (from === undefined && captured >= settling) from = { captured, used: cpuSeconds() };
    if (from === undefined || captured - from.captured < seconds) continue;
    const share = (cpuSeconds() - from.used) / (captured - from.captured);
    stop.abort();
    return share;
  }
  throw new Error("The virtual device ended.");
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  const fields = readFileSync(`/proc/${childRunning("audioProcess")}/stat`, "utf8")
    .split(") ")[1]!
    .split(" ");
  return (user + system) / 1e6 + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
