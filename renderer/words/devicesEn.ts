import type { CalibrationMeasurement, calibrators } from "../../electron/contract/listeningContract.ts";
import type { DeviceCaution } from "../../electron/domain/deviceCaution.ts";
import type { CalibrationRecord } from "../../electron/domain/plant.ts";
import type { SensorFinding } from "../../electron/domain/sensorFinding.ts";
import type { TroubleKind } from "../../electron/domain/sourceTroubles.ts";

/** What is said about sensors and the way from them to the station: findings, losses, clocks, calibration. */
export const devicesEn = {
  parts: { devices: "Devices and points", recordings: "Recordings", station: "Station" },
  partsLabel: "Parts of the setup",
  listen: "Listen",
  listenTo: (device: string) => `Listen: ${device}`,
  stop: "Stop listening",
  stopListeningTo: (device: string) => `Stop listening: ${device}`,
  listening: (device: string) => `What ${device} delivers now`,
  opening: "Waiting for the first samples …",
  spectrumOf: (channel: string) => `Spectrum of ${channel}, up to`,
  every: (interval: string) => `every ${interval}`,
  valuesOnly: "values, no spectrum",
  nothingFound: "Nothing is wrong with the sensors as far as can be heard.",
  findings: "What is wrong with the sensors",
  weight: { trouble: "Cannot be trusted", hint: "Worth a look" } satisfies Record<SensorFinding["weight"], string>,
  finding: {
    clipping: (channel: string) => `${channel} clips: turn the input gain down.`,
    clippingShare: (channel: string, share: string) =>
      `${channel} clips, ${share} of the samples are cut off: turn the input gain down.`,
    dead: (channel: string) => `${channel} hears nothing at all: check cable, plug and sensor supply.`,
    hum: (channel: string) =>
      `${channel}: mains hum is stronger than the machine. Check shield, earth and cable route.`,
    humAt: (channel: string, frequency: string) =>
      `${channel}: ${frequency} hum is stronger than the machine. Check shield, earth and cable route.`,
    same: (channel: string) => `${channel} delivers the same samples as another channel: check the cables.`,
    sameAs: (channel: string, other: string) =>
      `${channel} and ${other} deliver the same samples: check where the two cables lead.`,
    noMachine: (channel: string) =>
      `${channel} hears nothing of the machine while it runs: is the sensor still mounted?`,
    implausible: (channel: string) => `${channel} shows a level that no machine has: check sensitivity and unit.`,
    implausibleAt: (channel: string, level: string) =>
      `${channel} shows ${level}, a level that no machine of this kind has: check sensitivity and unit.`,
    jumped: (channel: string) => `${channel}: every frequency changed at once. Were gain or sensitivity changed?`,
    jumpedBy: (channel: string, factor: string) =>
      `${channel}: every frequency changed by a factor of ${factor} at once. Were gain or sensitivity changed?`,
    sameAll: (channels: string, device: string) =>
      `Channels ${channels} of ${device} deliver the same samples: check where their cables lead.`,
    eachOf: (channels: string, device: string) => `Each of channels ${channels} of ${device}`,
    rate: (device: string) => `${device} sends at another rate than set up: set it up again with the true rate.`,
    rateOf: (device: string, measured: string, expected: string) =>
      `${device} sends at ${measured} instead of ${expected}: set it up again with the true rate.`,
  },
  change: "Change",
  changeOf: (device: string) => `Change: ${device}`,
  takeRate: (rate: string) => `Use ${rate}`,
  anotherSource: (device: string) =>
    `With these answers it is another source than ${device}. Add it below as a new one.`,
  waitsForPoint: "It waits for a measuring point: drag a channel onto a component. Until then nothing is read from it.",
  mixedTiming: (device: string, other: string) =>
    `${device} and ${other} never deliver at the same moments, because one of them plays recordings: a component with both cannot learn. Give each a component of its own.`,
  silent: (device: string, time: string) =>
    `${device} has sent nothing since ${time}. Check plug, cable and supply; it goes on by itself.`,
  playedOut: (device: string, time: string) =>
    `The recording ${device} came to its end at ${time}. Play it again in Setup.`,
  stopped: (device: string, time: string, why: string) => `${device} has stopped at ${time}. ${why}`,
  sensorsInTrouble: (count: number) => (count === 1 ? "1 sensor in trouble" : `${count} sensors in trouble`),
  caution: {
    "shared path":
      "The system mixes and processes sound on this path, so levels may be wrong. Choose a direct path to the device if one is offered.",
    "rates converted":
      "The system converts sample rates behind this path. Choose the rate that the device itself works at.",
    "calibration unreadable":
      "The device carries a calibration that cannot be read. Enter the sensitivity from its certificate.",
  } satisfies Record<DeviceCaution, string>,
  trouble: {
    overrun: (count: string) => (count === "1" ? "1 overrun" : `${count} overruns`),
    "checksum error": (count: string) => (count === "1" ? "1 damaged frame" : `${count} damaged frames`),
    resynchronisation: (count: string) => (count === "1" ? "once out of step" : `${count} times out of step`),
    "rejected bytes": (count: string) => (count === "1" ? "1 byte thrown away" : `${count} bytes thrown away`),
    "no answer": (count: string) => (count === "1" ? "once no answer" : `${count} times no answer`),
  } satisfies Record<TroubleKind, (count: string) => string>,
  noTroubles: "nothing lost",
  thisDevice: "The device",
  pointOf: (point: string, channel: string) => `${point} (${channel})`,
  lostSamples: (count: string) => `${count} samples lost`,
  gaps: (count: number) => (count === 1 ? "1 gap" : `${count} gaps`),
  drift: (drift: string, uncertainty: string) => `clock ${drift} ± ${uncertainty} ppm`,
  driftHelp:
    "How much faster (+) or slower (−) its sample clock runs than the time of day. Samples are stamped accordingly; 100 ppm are 9 s a day.",
  noDrift: "clock still being compared",
  justPlugged: "Just plugged in",
  details: "Losses and clock",
  detailsOf: (device: string) => `Losses and clock: ${device}`,
  sinceStart: "Since the station started",
  lastDay: "Last 24 hours",
  noGaps: "No gap in this time.",
  gap: (from: string, duration: string, lost: string) => `${from}, for ${duration}: ${lost} samples lost`,
  scatteredGap: (from: string, duration: string, lost: string) =>
    `${from}, within ${duration}: ${lost} samples lost, here and there`,
  gapReason: {
    DEVICE_MISSING: "It was not there.",
    DEVICE_LOST: "It was unplugged, or stopped answering.",
    DEVICE_STALLED: "It was there but sent nothing.",
    PORT_BUSY: "Another program had it.",
    QUEUE_FULL: "The station was too busy.",
  },
  moreGaps: (count: number) => `${count} more`,
  driftCurve: "Clock over the last 24 hours",
  gapsShown: "Hatched: no samples",
  lossesShown: "Marks below: a few samples were lost",
  mounting: {
    sees: (mounting: string, frequency: string) => `${mounting}: sees to about ${frequency}.`,
    seesByRate: (rate: string, frequency: string) => `Sampled at ${rate}: sees to about ${frequency}.`,
    early: "Enough for early bearing faults.",
    late: "Enough for middle to late faults; early bearing faults need 10 kHz and more.",
    slow: "Enough for unbalance and looseness; bearing faults need more.",
    air: "Hears what can be heard from where it hangs, also of neighbouring machines.",
    values: (interval: string) => `A value every ${interval}, worked out by the sensor itself: no spectrum.`,
    open: "Say how it is mounted: that decides how high it can see.",
    words: {
      screw: "Screwed",
      glue: "Glued",
      magnet: "Magnet mount",
      "hand-held": "Held by hand",
      airborne: "Through the air",
      unknown: "Mounting unknown",
    },
  },
  response: {
    title: "Calibration file of the microphone",
    choose: "Choose file",
    help: "Comes with measurement microphones (UMIK and alike). Spectra are corrected by it.",
    remove: "Remove the curve",
    serial: (serial: string) => `Serial number ${serial}`,
    rows: (rows: string, low: string, high: string) => `${rows} rows, ${low} to ${high}`,
    most: (decibels: string, frequency: string) => `largest correction ${decibels} at ${frequency}`,
    curve: "Frequency response",
    tooLarge: (name: string, size: string) => `${name} has ${size}: a calibration file has some kilobytes.`,
    check: "Compare the serial number with the one on the microphone.",
  },
  calibration: {
    title: "Measure the sensitivity with a calibrator",
    choose: "Calibrator",
    names: {
      "94 dB at 1 kHz": "94 dB at 1 kHz",
      "114 dB at 1 kHz": "114 dB at 1 kHz",
      "10 m/s² at 159.2 Hz": "10 m/s² at 159.2 Hz",
      "1 g at 159.2 Hz": "1 g at 159.2 Hz",
    } satisfies Record<(typeof calibrators)[number]["name"], string>,
    begin: "Measure",
    again: "Measure again",
    cancel: "Stop measuring",
    hold: "Put the calibrator on the sensor, switch it on and hold still.",
    take: "Take over",
    taken: (sensitivity: string) => `${sensitivity} is in the form; save the point to keep it.`,
    heard: (frequency: string) => `Tone at ${frequency}`,
    result: (sensitivity: string, unit: string) => `${sensitivity} device units per ${unit}`,
    stability: (decibels: string) => `steady within ${decibels}`,
    elapsed: (seconds: string) => `${seconds} s`,
    verdict: {
      listening: "Listening …",
      "no tone": "No tone is heard: is the calibrator on, and on this sensor?",
      "wrong tone": "A tone is heard, but not the calibrator's.",
      clipped: "The tone is cut off: turn the input gain down.",
      unsteady: "The tone is not steady: hold it still and close to the sensor.",
      good: "Steady. The sensitivity can be taken over.",
    } satisfies Record<CalibrationMeasurement["verdict"], string>,
    origin: {
      device: (by: string, day: string) => `Sensitivity read from ${by}, ${day}`,
      entered: (by: string, day: string) => `Sensitivity entered by ${by}, ${day}`,
      calibrator: (by: string, day: string) => `Sensitivity measured by ${by}, ${day}`,
    } satisfies Record<CalibrationRecord["method"], (by: string, day: string) => string>,
    tone: (frequency: string, decibels: string) => `tone at ${frequency}, steady within ${decibels}`,
  },
  tone: {
    play: "Play a test tone",
    end: "Stop the test tone",
    help: "1 kHz from the loudspeaker of the computer that shows this page. A microphone near it should show a line at 1 kHz.",
    refused: "This browser does not let the page play sound.",
  },
  signal: {
    label: "Delivers",
    waveform: "Samples of a waveform",
    feature: "Values worked out by the sensor",
  },
  valueHistory: (point: string) => `Values of ${point}`,
  noValues: "Waiting for the first value …",
  valueRange: (low: string, high: string) => `between ${low} and ${high}`,
};
