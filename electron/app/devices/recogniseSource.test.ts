import { describe, expect, it } from "vitest";
import type { DeviceInfo, Driver } from "../../devices/driver.ts";
import { Fault } from "../../domain/fault.ts";
import { recogniseSource } from "./recogniseSource.ts";

const signal = new AbortController().signal;

/** A driver of which only `recognise` is asked. */
function knowing(kind: string, recognise?: Driver["recognise"]): Driver {
  const never = () => expect.fail("not asked for");
  return { kind, isLive: never, find: never, describe: never, capture: never, doctor: never, recognise };
}

const device = (driver: string): DeviceInfo => ({
  id: `${driver}:port`,
  driver,
  address: "port",
  name: "port",
  channels: [],
  sampleRates: [],
  defaultSampleRate: 0,
  via: "test",
  settings: {},
});

describe("a source that nobody has named yet", () => {
  it("is asked by one driver after the other, until one knows it", async () => {
    let open = 0;
    const careful = (kind: string, is: boolean) =>
      knowing(kind, async () => {
        expect(++open).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        open -= 1;
        return is ? device(kind) : undefined;
      });
    const untouched = knowing("d", async () => expect.fail("asked although it is known"));
    const drivers = [careful("a", false), knowing("deaf"), careful("b", false), careful("c", true), untouched];
    expect((await recogniseSource("port", drivers, [], signal)).map(({ driver }) => driver)).toEqual(["c"]);
  });

  it("is only listened to, unless it may be asked", async () => {
    const asking = { ...knowing("asking", async () => device("asking")), recogniseAsks: true };
    const drivers = [knowing("a", async () => undefined), asking];
    expect(await recogniseSource("port", drivers, [], signal)).toEqual([]);
    expect(await recogniseSource("port", drivers, [], signal, true)).toEqual([device("asking")]);
  });

  it("may be unknown to all, and one driver's trouble does not silence the others", async () => {
    const lost = knowing("lost", async () => Promise.reject(new Fault("DEVICE_LOST", "gone")));
    expect(await recogniseSource("port", [lost, knowing("a", async () => undefined)], [], signal)).toEqual([]);
  });

  it("that cannot be opened is a fault", async () => {
    const busy = async () => Promise.reject(new Fault("PORT_BUSY", "The port is in use."));
    await expect(recogniseSource("port", [knowing("a", busy), knowing("b", busy)], [], signal)).rejects.toThrow(
      "The port is in use.",
    );
  });

  it("in use is named, and not touched", async () => {
    const used = {
      id: "x",
      driver: "a",
      address: "port",
      name: "Pump sensor",
      sampleRate: 1,
      channelCount: 1,
      settings: {},
    };
    const drivers = [knowing("a", async () => expect.fail("touched"))];
    await expect(recogniseSource("port", drivers, [used], signal)).rejects.toThrow("port is in use as Pump sensor.");
    const shared = drivers.map((driver) => ({ ...driver, idOf: () => "y" }));
    await expect(recogniseSource("port", shared, [used], signal)).rejects.toThrow(
      "port is in use as Pump sensor. Add what else hangs on it by hand, as the same kind of source with its own slave address.",
    );
  });
});
