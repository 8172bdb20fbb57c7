import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/makers/temporaryFolder.ts";
import { openStore } from "./openStore.ts";

const now = Date.UTC(2026, 0, 1);
const open = (folder: string) => openStore(folder, { now: () => now });
const samples = (seed: number) => [Float32Array.of(seed, 0.25, -0.5), Float32Array.of(seed, 1)];

function files(folder: string): string[] {
  return readdirSync(join(folder, "excerpts"), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".f32"));
}

describe("raw pieces of healthy sessions", () => {
  it("come back sample by sample after a restart, every point with its own number of samples", async () => {
    using folder = temporaryFolder();
    {
      await using store = open(folder.path);
      store.excerpts.put("c", 1000, 1, samples(2));
      store.excerpts.put("c", 1000, 0, samples(1));
      store.excerpts.put("c", 1000, 1, samples(3));
      store.excerpts.put("c", 5000, 0, samples(4));
    }
    await using store = open(folder.path);
    expect(await store.excerpts.read("c", 1000)).toEqual([samples(1), samples(3)]);
    expect(await store.excerpts.read("c", 2000)).toEqual([]);
    expect(store.excerpts.counts("c")).toEqual(
      new Map([
        [1000, 2],
        [5000, 1],
      ]),
    );
    expect(store.excerpts.used()).toBe(3 * 5 * 4);
  });

  it("are committed with the measurements of their second, and can be taken back before", async () => {
    using folder = temporaryFolder();
    await using store = open(folder.path);
    store.excerpts.put("c", 1000, 0, samples(1));
    store.excerpts.put("c", 5000, 0, samples(2));
    expect(store.excerpts.waiting).toBe(2);
    store.excerpts.remove("c", 5000);
    store.flush();
    expect(store.excerpts.waiting).toBe(0);
    await store.excerpts.settled();
    expect(files(folder.path)).toHaveLength(1);
    expect(await store.excerpts.read("c", 1000)).toEqual([samples(1)]);
  });

  it("go with their session, but not while another one has the very same samples", async () => {
    using folder = temporaryFolder();
    await using store = open(folder.path);
    store.excerpts.put("c", 1000, 0, samples(1));
    store.excerpts.put("other", 7000, 0, samples(1));
    store.excerpts.remove("c", 1000);
    expect(await store.excerpts.read("other", 7000)).toEqual([samples(1)]);
    store.excerpts.remove("other");
    await store.excerpts.settled();
    expect(files(folder.path)).toEqual([]);
    expect(store.excerpts.used()).toBe(0);
  });

  it("are kept of the newest sessions of a component only", async () => {
    using folder = temporaryFolder();
    await using store = open(folder.path);
    for (let session = 1; session <= 7; session++) store.excerpts.put("c", session * 1000, 0, samples(session));
    store.excerpts.put("other", 1, 0, samples(99));
    store.excerpts.keepNewest("c");
    const left = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((session) => store.excerpts.read("c", session * 1000)));
    await store.excerpts.settled();
    expect(left.map((excerpts) => excerpts.length)).toEqual([0, 0, 1, 1, 1, 1, 1]);
    expect(files(folder.path)).toHaveLength(6);
  });

  it("are left out when their file is gone or altered, and the others serve", async () => {
    using folder = temporaryFolder();
    await using store = open(folder.path);
    store.excerpts.put("c", 1000, 0, samples(1));
    store.excerpts.put("c", 1000, 1, samples(2));
    await store.excerpts.settled();
    writeFileSync(join(folder.path, "excerpts", files(folder.path)[0]!), "altered");
    expect(await store.excerpts.read("c", 1000)).toHaveLength(1);
  });

  it("that no row names stay for a month, should the database that knows them come back", async () => {
    using folder = temporaryFolder();
    {
      await using store = open(folder.path);
      store.excerpts.put("c", 1000, 0, samples(1));
    }
    const [known] = files(folder.path);
    const orphans = ["new.f32", "old.f32"].map((name) => join(folder.path, "excerpts", name));
    for (const path of orphans) writeFileSync(path, "x");
    const agoSeconds = (days: number) => now / 1000 - days * 86_400;
    utimesSync(orphans[0]!, agoSeconds(29), agoSeconds(29));
    utimesSync(orphans[1]!, agoSeconds(31), agoSeconds(31));
    await using store = open(folder.path);
    expect(files(folder.path).sort()).toEqual([known!, "new.f32"].sort());
    expect(await store.excerpts.read("c", 1000)).toEqual([samples(1)]);
  });
});
