import { describe, expect, it } from "vitest";
import { bearings } from "../../../resources/bearings.ts";
import { bearingOrders } from "../../features/bearingFrequencies.ts";
import { channelOf } from "./diagnoseMode.ts";
import { geometryOf, readFaultOrders } from "./readFaultOrders.ts";

const entry = {
  line: 2,
  file: "a.wav",
  speed: 1,
  load: "",
  sampleRate: 1,
  scale: 1,
  time: null,
  unit: "",
  channels: [],
};

describe("fault orders", () => {
  it.each(bearings.map((bearing) => [bearing.designation, bearing] as const))(
    "give back the bearing %s",
    (_, bearing) => {
      const orders = bearingOrders(bearing);
      const rounded = Object.fromEntries(
        Object.entries(orders).map(([name, order]) => [name, Number(order.toFixed(4))]),
      );
      const again = bearingOrders(geometryOf(rounded as typeof orders));
      for (const name of ["BPFO", "BPFI", "BSF"] as const) expect(again[name]).toBeCloseTo(orders[name], 3);
      expect(geometryOf(orders).rollingElements).toBe(bearing.rollingElements);
    },
  );

  it("that no bearing has keep the races", () => {
    const again = bearingOrders(geometryOf({ BPFO: 2.4, BPFI: 4.6, BSF: 1.9 }));
    expect([again.BPFO, again.BPFI]).toEqual([expect.closeTo(2.4, 9), expect.closeTo(4.6, 9)]);
  });

  it("are those of the component, or of the only one there is", () => {
    const orders = { BPFO: 3.5, BPFI: 5.5, BSF: 2.3 };
    const book = readFaultOrders(
      "d.json",
      JSON.stringify({ rig: { orders: { one: orders } }, two: { orders: { a: orders, b: {} } } }),
    );
    expect(book.ordersOf({ ...entry, dataset: "rig", component: "whatever" })).toEqual(orders);
    expect(book.ordersOf({ ...entry, dataset: "two", component: "a" })).toEqual(orders);
    for (const component of ["b", "c"]) {
      expect(() => book.ordersOf({ ...entry, dataset: "two", component })).toThrow(/d\.json knows no fault orders/);
    }
    expect(() => book.ordersOf({ ...entry, dataset: "none", component: "a" })).toThrow(/of the dataset "none"/);
    expect(() => readFaultOrders("d.json", "{")).toThrow(/d\.json is no JSON/);
  });
});

describe("the channel of a bearing", () => {
  it("is the one called by its initials", () => {
    expect(channelOf("drive-end bearing (6205)", ["DE", "FE"])).toBe(0);
    expect(channelOf("fan-end bearing (6203)", ["DE", "FE"])).toBe(1);
    expect(channelOf("bearing", ["x", "y"])).toBeNull();
    expect(channelOf("bearing", [])).toBeNull();
  });
});
