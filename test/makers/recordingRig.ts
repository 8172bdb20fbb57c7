import { writeFileSync } from "node:fs";
import { expect, vi } from "vitest";
import type { Learning } from "../../electron/contract/componentsContract.ts";
import type { ModelDossier } from "../../electron/contract/modelsContract.ts";
import { encodeWav } from "../../electron/domain/wav.ts";
import { seededNoise } from "./seededNoise.ts";
import type { Client } from "./stationClient.ts";
import { takeSnapshot } from "./takeSnapshot.ts";

const sampleRate = 4000;
const hour = 3_600_000;
/** Longer than a training takes on a busy machine. */
const patience = { timeout: 60_000, interval: 50 };

/** Seconds of a machine that is nothing but noise. */
export function noise(seed: number, { seconds = 30, level = 0.1 } = {}): Float32Array {
  const next = seededNoise(seed);
  return Float32Array.from({ length: seconds * sampleRate }, () => level * next());
}

/** The same machine with something loose in it: it knocks sixty times a second. */
export function knocking(seed: number, seconds = 30): Float32Array {
  return noise(seed, { seconds }).map((sample, n) => {
    const since = (n % 67) / sampleRate;
    return sample + 0.5 * Math.exp(-since * 900) * Math.sin(2 * Math.PI * 1100 * since);
  });
}

/** A machine with some components, all fed by one recording that can be exchanged and played again. */
export async function recordingRig(client: Client, path: string, names: readonly string[] = ["Bearing"]) {
  const machine = await client.plant.saveMachine({ name: "Fan", kind: "fan" });
  const componentIds: string[] = [];
  for (const name of names) {
    componentIds.push((await client.plant.saveComponent({ machineId: machine.id, name, kind: "bearing" })).id);
  }
  let time = Date.UTC(2026, 0, 1);
  /** Two hours after the last time, all of it at once. */
  const play = (samples: Float32Array, rate = sampleRate) => {
    writeFileSync(
      path,
      encodeWav(
        names.map(() => samples),
        rate,
      ),
    );
    time += 2 * hour;
    return client.devices.add({
      driver: "recordedFile",
      address: path,
      name: "Recording",
      sampleRate: rate,
      channelCount: names.length,
      settings: { pace: "as fast as possible", startTime: time },
    });
  };
  const device = await play(noise(1));
  for (const [channel, componentId] of componentIds.entries()) {
    await client.plant.savePoint({
      componentId,
      name: "radial",
      quantity: "other",
      unit: "raw",
      sensitivity: 1,
      mounting: "unknown",
      direction: "none",
      deviceId: device.id,
      channel,
    });
  }
  const componentId = componentIds[0]!;
  /** Lets the first component learn from these samples, and waits for what becomes of it. */
  const learn = async (
    samples: Float32Array,
    wish: Partial<Parameters<Client["components"]["learn"]>[0]> = {},
  ): Promise<Learning> => {
    await client.components.learn({ componentIds: [componentId], seconds: 25, by: "Ada", ...wish });
    await play(samples);
    return ended(client, componentId);
  };
  return { machineId: machine.id, componentId, componentIds, play, learn };
}

export async function learningOf(client: Client, componentId: string): Promise<Learning | undefined> {
  return (await takeSnapshot(client)).learning.find((each) => each.componentId === componentId);
}

/** What became of a learning, as soon as it is no longer under way. */
export async function ended(client: Client, componentId: string): Promise<Learning> {
  return vi.waitFor(async () => {
    const learning = await learningOf(client, componentId);
    expect(["done", "failed", "cancelled"]).toContain(learning?.state);
    return learning!;
  }, patience);
}

/** The dossier of a version that is there. */
export async function dossierOf(client: Client, componentId: string, version?: number): Promise<ModelDossier> {
  const dossier = await client.models.dossier({ componentId, version });
  if (dossier === null) throw new Error(`${componentId} has no micromodel`);
  return dossier;
}
