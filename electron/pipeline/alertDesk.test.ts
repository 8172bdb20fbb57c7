import { expect, it } from "vitest";
import type { Alert, AlertStep } from "../domain/alert.ts";
import { Fault } from "../domain/fault.ts";
import type { Component } from "../domain/plant.ts";
import { AlertDesk } from "./alertDesk.ts";

const component: Component = {
  id: "bearing",
  machineId: "pump",
  name: "Bearing",
  kind: "bearing",
  place: 0,
  outOfService: false,
};

/** A store that can be full: what it took, and what it was asked while it was full. */
function openDesk() {
  const written: { alert: Alert; raised: boolean; steps: readonly AlertStep[] }[] = [];
  const trouble: unknown[] = [];
  const disk = { full: false };
  const take = (raised: boolean) => (alert: Alert, steps: readonly AlertStep[]) => {
    if (disk.full) throw new Fault("STORE_FAILED", "The disk is full.");
    written.push({ alert, raised, steps });
  };
  const desk = new AlertDesk({
    sinks: { alertRaised: take(true), alertChanged: take(false), trouble: (thrown) => trouble.push(thrown) },
    modelVersion: () => 4,
    raised: () => {},
  });
  desk.setComponents([component], 0);
  let second = 0;
  const score = (value: number, times = 1) => {
    for (let i = 0; i < times; i++) desk.score("bearing", ++second * 1000, value, 1);
  };
  return { desk, disk, written, trouble, score, tick: () => desk.tick(++second * 1000) };
}

it("knows of a fault while the disk is full, and writes it once the disk takes it, with every step", () => {
  const { desk, disk, written, trouble, score, tick } = openDesk();
  disk.full = true;
  score(1.2, 5);
  expect(desk.state("bearing")).toMatchObject({ phase: "unacknowledged", open: true });
  expect(written).toEqual([]);
  expect(trouble[0]).toMatchObject({ code: "STORE_FAILED" });
  // The score falls, and the alert returns by itself, before anything could be written.
  score(0.1, 15);
  expect(desk.state("bearing")).toMatchObject({ phase: "returned" });
  disk.full = false;
  tick();
  expect(written).toHaveLength(1);
  expect(written[0]).toMatchObject({
    raised: true,
    alert: { componentId: "bearing", modelVersion: 4, phase: "returned" },
  });
  expect(written[0]?.steps.map(({ from, to }) => `${from} ▸ ${to}`)).toEqual([
    "normal ▸ unacknowledged",
    "unacknowledged ▸ returned",
  ]);
  tick();
  expect(written).toHaveLength(1);
});

it("does not take an acknowledgement that cannot be written, and says why", () => {
  const { desk, disk, written, score } = openDesk();
  score(1.2, 3);
  const { id } = written[0]!.alert;
  disk.full = true;
  const acknowledge = { kind: "acknowledge", time: 10_000, by: "Ada", comment: "greased" } as const;
  expect(() => desk.act(id, acknowledge)).toThrow("The disk is full.");
  expect(desk.state("bearing")?.phase).toBe("unacknowledged");
  disk.full = false;
  desk.act(id, acknowledge);
  expect(desk.state("bearing")?.phase).toBe("acknowledged");
  expect(written.at(-1)?.steps).toMatchObject([{ by: "Ada", comment: "greased", to: "acknowledged" }]);
});

it("writes what waited before it writes what a person did", () => {
  const { desk, disk, written, score } = openDesk();
  score(1.2, 3);
  disk.full = true;
  score(2, 4);
  disk.full = false;
  desk.act(written[0]!.alert.id, { kind: "acknowledge", time: 20_000, by: "Ada", comment: "" });
  expect(written.map(({ alert }) => [alert.phase, alert.peakScore])).toEqual([
    ["unacknowledged", 1.2],
    ["unacknowledged", 2],
    ["acknowledged", 2],
  ]);
});

it("says of a value what it came to at the worst, not what it was in the first minute", () => {
  const written: Alert[] = [];
  let speed = 4;
  const deviation = () => ({ pointId: "z", low: 0, high: 0, change: 0, value: { now: speed, healthy: 1.6 } });
  const raised: Alert[] = [];
  const desk = new AlertDesk({
    sinks: { alertRaised: () => {}, alertChanged: (alert) => written.push(alert), trouble: () => {} },
    modelVersion: () => 4,
    worstValue: deviation,
    raised: (alert) => raised.push(alert),
  });
  desk.setComponents([component], 0);
  let second = 0;
  const hear = (value: number, score: number) => {
    speed = value;
    for (let i = 0; i < 20; i++) desk.score("bearing", ++second * 1000, score, 1);
  };
  hear(4, 1.2);
  desk.explain(raised[0]!.id, deviation());
  hear(13, 3.2);
  expect(written.at(-1)).toMatchObject({ priority: "high", deviation: { value: { now: 13, healthy: 1.6 } } });
  hear(6, 1.5);
  expect(written.at(-1)?.deviation?.value?.now).toBe(13);
});

it("leaves the band of a spectrum as it was frozen", () => {
  const { desk, written, score } = openDesk();
  score(1.2, 5);
  const band = { pointId: "z", low: 2000, high: 2500, change: 7 };
  desk.explain(written[0]!.alert.id, band);
  score(5, 20);
  expect(written.at(-1)?.alert.deviation).toEqual(band);
});
