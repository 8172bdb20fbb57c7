import { expect, it } from "vitest";
import { drivers } from "../../../../electron/devices/drivers.ts";
import { isRateFree, rateOrigin } from "./rateOrigin.ts";

const formOf = (driver: string) => drivers.find(({ kind }) => kind === driver)?.form;
const one = { sampleRates: [1050], defaultSampleRate: 1050 };
const none = { sampleRates: [], defaultSampleRate: 0 };

it("lets a person correct what was only counted, and choose among what a device offers", () => {
  expect(rateOrigin(one, formOf("serialText"), { baudRate: 9600 })).toBe("measured");
  expect(rateOrigin(one, formOf("witMotion"))).toBe("measured");
  expect(rateOrigin(one, formOf("serialFrames"), { sampleRate: 1050 })).toBe("said");
  expect(rateOrigin(none, formOf("serialText"), {})).toBe("said");
  expect(rateOrigin(one, formOf("usbAudio"))).toBe("offered");
  expect(rateOrigin(one, formOf("recordedFile"), {})).toBe("offered");
  expect(rateOrigin(none, formOf("recordedFile"), {})).toBe("said");
});

it("knows which sources send at a rate of their own", () => {
  const free = drivers.filter(({ form }) => isRateFree(form)).map(({ kind }) => kind);
  expect(free).toEqual(expect.arrayContaining(["serialText", "serialFrames", "witMotion", "mqtt"]));
  for (const kind of ["usbAudio", "recordedFile", "watchFolder", "simulatedPlant", "modbusTcp", "mcc", "nidaq"]) {
    expect(free).not.toContain(kind);
  }
});
