import { once } from "node:events";
import { expect, it, vi } from "vitest";
import { learningOf } from "../makers/recordingRig.ts";
import { openStationClient } from "../makers/stationClient.ts";
import { type StationProcess, startStation } from "../makers/stationProcess.ts";
import { takeSnapshot } from "../makers/takeSnapshot.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const ids = ["feed-pump/drive-end-bearing", "feed-pump/motor"];

async function kill({ process }: StationProcess): Promise<void> {
  const exited = once(process, "exit");
  process.kill("SIGKILL");
  await exited;
}

it("a station that is killed while it collects, and again while it trains, comes to its models all the same", async () => {
  using folder = temporaryFolder();
  const data = folder.path;
  {
    await using station = await startStation(data, ["--demo"]);
    using opened = await openStationClient(station.url);
    const { client } = opened;
    const known = (await client.plant.get()).components.map(({ id }) => id);
    expect(known).toEqual(expect.arrayContaining(ids));
    await client.components.learn({ componentIds: ids, seconds: 25, by: "Ada" });
    await vi.waitFor(async () => expect((await learningOf(client, ids[0]!))?.progress).toBeGreaterThan(0.5), {
      timeout: 25_000,
      interval: 200,
    });
    await kill(station);
  }
  {
    await using station = await startStation(data);
    using opened = await openStationClient(station.url);
    const { client } = opened;
    // What a power cut may cost is ten seconds; the rest is there.
    for (const id of ids) {
      const learning = await learningOf(client, id);
      expect(learning?.state).toBe("collecting");
      expect(learning?.remaining).toBeLessThan(20);
    }
    await vi.waitFor(async () => expect((await learningOf(client, ids[1]!))?.state).toBe("training"), {
      timeout: 40_000,
      interval: 20,
    });
    await kill(station);
  }
  await using station = await startStation(data);
  using opened = await openStationClient(station.url);
  await vi.waitFor(async () => expect((await takeSnapshot(opened.client)).models.inService).toBe(ids.length), {
    timeout: 60_000,
    interval: 200,
  });
  for (const componentId of ids) {
    const dossier = await opened.client.models.dossier({ componentId });
    expect(dossier?.card).toMatchObject({ trainedBy: "Ada", data: { windows: 25, sessions: [{ windows: 25 }] } });
  }
  expect((await takeSnapshot(opened.client)).notices).toEqual([]);
}, 150_000);
