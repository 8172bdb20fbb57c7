import { setTimeout as pause } from "node:timers/promises";
import type { implement } from "@orpc/server";
import type { contract } from "../../electron/contract/contract.ts";
import type { CalibrationMeasurement } from "../../electron/contract/listeningContract.ts";
import { parseMicrophoneCurve } from "../../electron/domain/microphoneCurve.ts";
import { foundDevices, inventedKinds, inventedPort, recognisedSensor } from "./inventedDevices.ts";
import type { InventedPlant } from "./inventedPlant.ts";
import { previewOf } from "./inventedPreviews.ts";
import { inventSpectrum } from "./inventedSpectra.ts";

type Make = ReturnType<typeof implement<typeof contract>>;
type Verdict = CalibrationMeasurement["verdict"];

/** What is there, what it sends, how loud it is: from the invented devices, at the pace of real ones. */
export function fixtureListening(make: Make, invented: InventedPlant) {
  return {
    kinds: make.listening.kinds.handler(() => inventedKinds),
    found: make.listening.found.handler(async function* ({ signal }) {
      const began = Date.now();
      let told = "";
      while (!signal?.aborted) {
        const used = new Set(invented.plant.devices.map(({ id }) => id));
        const since = invented.plugs ? Date.now() - began : 0;
        const devices = foundDevices(since).map((device) => ({ ...device, inUse: used.has(device.id) }));
        const text = JSON.stringify(devices);
        if (text !== told) yield devices;
        told = text;
        await pause(200);
      }
    }),
    recognise: make.listening.recognise.handler(async ({ input }) => {
      await pause(300);
      return input.address === inventedPort.address ? [recognisedSensor] : [];
    }),
    preview: make.listening.preview.handler(async function* ({ input, signal, errors }) {
      for (let count = 1; !signal?.aborted; count += 1) {
        const preview = previewOf(input.driver, input.settings, count);
        if (typeof preview === "string") throw errors.BAD_INPUT({ message: preview, data: { details: {} } });
        yield preview;
        await pause(200);
      }
    }),
    listen: make.listening.listen.handler(async function* ({ input, signal }) {
      const deviceId = "id" in input ? input.id : `${input.driver}:${input.address}`;
      const used = invented.plant.devices.find(({ id }) => id === deviceId);
      const count = "channelCount" in input ? input.channelCount : (used?.channelCount ?? 1);
      while (!signal?.aborted) {
        yield {
          time: Date.now(),
          sampleRate: 48_000,
          channels: Array.from({ length: count }, (_, channel) => ({
            rms: channel === 1 ? 0.7 : 0.05 + Math.random() * 0.02,
            peak: channel === 1 ? 1 : 0.3,
            spectrum: inventSpectrum(false),
          })),
          findings:
            used === undefined && count > 1
              ? [
                  {
                    kind: "clipping" as const,
                    deviceId,
                    channel: 1,
                    since: Date.now() - 4000,
                    weight: "trouble" as const,
                    facts: { share: 0.042 },
                  },
                ]
              : invented.findings.filter((finding) => finding.deviceId === deviceId),
        };
        await pause(100);
      }
    }),
    calibrate: make.listening.calibrate.handler(async function* ({ input, signal }) {
      const course: readonly Verdict[] = ["listening", "no tone", "unsteady", "good", "good"];
      for (const [second, verdict] of course.entries()) {
        if (signal?.aborted) return;
        const heard = verdict === "unsteady" || verdict === "good";
        yield {
          elapsed: second + 1,
          verdict,
          ...(heard
            ? { frequency: input.frequency * 1.0004, sensitivity: 0.0123, stability: verdict === "good" ? 0.03 : 0.9 }
            : {}),
        };
        await pause(250);
      }
    }),
    readResponse: make.listening.readResponse.handler(({ input, errors }) => {
      try {
        return parseMicrophoneCurve(input.text, input.name);
      } catch (thrown) {
        throw errors.BAD_FILE({ message: (thrown as Error).message, data: { details: {} } });
      }
    }),
  };
}
