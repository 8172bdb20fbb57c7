import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface VirtualDevice {
  /** Name of the sound device, as ALSA lists it. */
  readonly name: string;
  readonly channelCount: number;
  readonly sampleRate: number;
}

/** A sound server of its own with virtual devices: what is played into one is what the product records from it. */
export interface PulseAudioRig extends AsyncDisposable {
  /** Environment for whoever is to see the devices. */
  readonly environment: Readonly<Record<string, string>>;
  /** Plays raw interleaved 16-bit samples into a device; resolves when they have been played. */
  play(device: string, samples: Int16Array): Promise<void>;
  /** Pulls the plug: the server and its devices are gone. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const positions = [
  "front-left",
  "front-right",
  "rear-left",
  "rear-right",
  "front-center",
  "lfe",
  "side-left",
  "side-right",
];

/** @param folder for the server's socket and configuration */
export async function pulseAudioRig(folder: string, devices: readonly VirtualDevice[]): Promise<PulseAudioRig> {
  mkdirSync(join(folder, "home"), { recursive: true });
  const socket = join(folder, "pulse.socket");
  const configuration = join(folder, "asound.conf");
  writeFileSync(configuration, alsaConfiguration(devices));
  const environment = {
    PULSE_SERVER: `unix:${socket}`,
    ALSA_CONFIG_PATH: configuration,
    HOME: join(folder, "home"),
    XDG_RUNTIME_DIR: folder,
  };
  const env = { ...process.env, ...environment };
  let server: ChildProcess | undefined;
  const start = async () => {
    const fixed = [
      "-n",
      "--daemonize=no",
      "--exit-idle-time=-1",
      "--use-pid-file=no",
      "--disable-shm=1",
      "--realtime=no",
    ];
    const modules = [`module-native-protocol-unix socket=${socket} auth-anonymous=1`, ...devices.map(sinkModule)].map(
      (module) => `--load=${module}`,
    );
    server = spawn("pulseaudio", [...fixed, ...modules], { env, stdio: ["ignore", "ignore", "pipe"] });
    const started = server;
    const end = () => started.kill("SIGKILL");
    process.once("exit", end);
    started.once("exit", () => process.off("exit", end));
    let said = "";
    server.stderr!.on("data", (text) => (said += text));
    for (let i = 0; i < 200; i++) {
      if (server.exitCode !== null) throw new Error(`pulseaudio ended: ${said}`);
      const listed = existsSync(socket)
        ? await run("pactl", ["list", "short", "sinks"], { env }).catch(() => null)
        : null;
      if (listed && devices.every((device) => listed.stdout.includes(device.name))) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`pulseaudio did not start: ${said}`);
  };
  const stop = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, "exit");
    server.kill("SIGKILL");
    await exited;
  };
  await start();
  return {
    environment,
    start,
    stop,
    [Symbol.asyncDispose]: stop,
    async play(name, samples) {
      const { channelCount, sampleRate } = devices.find((device) => device.name === name)!;
      const format = ["-t", "raw", "-f", "S16_LE", "-c", String(channelCount), "-r", String(sampleRate)];
      // A long buffer: the player must not run dry on a busy machine.
      const player = spawn("aplay", ["-q", "-D", `${name}_play`, "--buffer-time=2000000", ...format], {
        env,
        stdio: ["pipe", "ignore", "pipe"],
      });
      let said = "";
      player.stderr!.on("data", (text) => (said += text));
      // A server that is stopped takes its player with it; the exit code tells.
      player.stdin!.on("error", () => {});
      player.stdin!.end(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
      const [code] = await once(player, "exit");
      if (code !== 0) throw new Error(`aplay ended with ${code}: ${said}`);
    },
  };
}

function sinkModule({ name, channelCount, sampleRate }: VirtualDevice): string {
  // As ALSA's plug-in for PulseAudio names them, or the server would mix them differently.
  const mapped = Array.from(
    { length: channelCount },
    (_, channel) => positions[channel] ?? `aux${channel - positions.length}`,
  );
  const map = channelCount === 1 ? "mono" : mapped.join(",");
  return `module-null-sink sink_name=${name} format=s16le rate=${sampleRate} channels=${channelCount} channel_map=${map}`;
}

function alsaConfiguration(devices: readonly VirtualDevice[]): string {
  const entries = devices.map(
    ({ name, channelCount }) => `
pcm.${name} {
  type pulse
  device "${name}.monitor"
  hint { show on description "${name}, ${channelCount} channels" }
}
pcm.${name}_play {
  type pulse
  device "${name}"
}`,
  );
  return `</usr/share/alsa/alsa.conf>\n${entries.join("\n")}\n`;
}
