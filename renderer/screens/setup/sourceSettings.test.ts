import { expect, it } from "vitest";
import { fileSettings } from "../../../electron/devices/recordedFile/fileSettings.ts";
import { separators as understood } from "../../../electron/devices/serialText/parseRow.ts";
import { serialSettings } from "../../../electron/devices/serialText/serialSettings.ts";
import { separators, sourceSettings, usualAnswers } from "./sourceSettings.ts";

it("lets a recording go round in real time unless somebody says otherwise", () => {
  expect(fileSettings(sourceSettings("recordedFile", usualAnswers))).toMatchObject({
    loop: true,
    pace: "real time",
    acceptCut: false,
    sampleRate: undefined,
  });
  const cut = sourceSettings("recordedFile", { ...usualAnswers, loop: false, acceptCut: true, sampleRate: 8000 });
  expect(fileSettings(cut)).toMatchObject({ loop: false, acceptCut: true, sampleRate: 8000 });
});

it("gives a serial port what its driver understands, and nothing meant for a recording", () => {
  expect(separators).toEqual(understood);
  for (const separator of separators) {
    const settings = sourceSettings("serialText", { ...usualAnswers, baudRate: 9600, separator, sampleRate: 100 });
    expect(settings).toEqual({ baudRate: 9600, separator, sampleRate: 100 });
    expect(serialSettings(settings)).toEqual(settings);
  }
});

it("keeps what a driver had said, and leaves out a rate nobody typed", () => {
  expect(sourceSettings("usbAudio", { ...usualAnswers, sampleRate: 0 }, { hostApi: "ALSA" })).toEqual({
    hostApi: "ALSA",
  });
});
