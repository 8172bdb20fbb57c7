import { expect, it } from "vitest";
import type { Point } from "../../../electron/domain/plant.ts";
import { deviationSentence } from "../../widgets/alertSentence.ts";
import { en } from "../../words/en.ts";
import { makeFormat } from "../../words/format.ts";
import { whatDiffers } from "./whatDiffers.ts";

const points = [
  { id: "wave", name: "Housing", unit: "g" },
  { id: "warm", name: "Temperature", unit: "°C", signal: "feature" },
] as Point[];
const band = { pointId: "wave", low: 2000, high: 2500, change: 6, share: 0.3 };
const feature = (pointId: string, share: number, now = 60, healthy = 48) => ({
  pointId,
  name: "value",
  share,
  now,
  healthy,
});

it("puts values of smart sensors among the bands, by their part in the score", () => {
  const found = whatDiffers({ bands: [band], features: [feature("warm", 0.6), feature("wave", 0.9)] }, points);
  expect(found.map(({ pointId, share }) => [pointId, share])).toEqual([
    ["warm", 0.6],
    ["wave", 0.3],
  ]);
  expect(deviationSentence(en, makeFormat(en, "en-GB"), found[0], points)).toBe(
    "Temperature is 60 °C, 12 °C above healthy.",
  );
  // An alert tells its worst moment, which may be over.
  expect(deviationSentence(en, makeFormat(en, "en-GB"), found[0], points, "worst")).toBe(
    "Temperature came to 60 °C, 12 °C above healthy.",
  );
});

it("leaves out what nobody hears and what hardly counts", () => {
  const features = [feature("warm", 0.01), feature("warm", 0.5, 48, 48)];
  expect(whatDiffers({ bands: [{ ...band, change: -0.4 }], features }, points)).toEqual([]);
});
