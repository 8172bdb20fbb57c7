import { setTimeout as pause } from "node:timers/promises";
import { implement, type Router } from "@orpc/server";
import type { TrendRow } from "../../electron/contract/componentsContract.ts";
import { contract } from "../../electron/contract/contract.ts";
import type { LiveFrame } from "../../electron/contract/liveContract.ts";
import type { RetentionSettings } from "../../electron/contract/stationContract.ts";
import type { DisplaySpectrum, Evidence, HealthySpectrum, LineSpectrum } from "../../electron/domain/alert.ts";
import { spectrumLines } from "../../electron/pipeline/spectrumLines.ts";
import { fixtureModels } from "./fixtureModels.ts";
import { InventedLearning } from "./inventedLearning.ts";
import { fill, type InventedPlant } from "./inventedPlant.ts";

const bands = 512;
const top = 12_800;

function invent(loud: boolean): DisplaySpectrum {
  const levels = Array.from({ length: bands }, (_, band) => {
    const frequency = (band * top) / bands;
    const hump = loud ? 12 * Math.exp(-(((frequency - 3150) / 220) ** 2)) : 0;
    return -52 - frequency / 500 + hump + (band % 21 === 2 ? 14 * Math.exp(-frequency / 3000) : 0) + Math.random() * 4;
  });
  return { top, levels };
}

/** What every live spectrum holds, for a cursor to find: amplitude in g at a frequency between two lines, and its second harmonic. */
export const inventedTone = { frequency: 1000.4, amplitude: 0.5, harmonicAmplitude: 0.1 } as const;
let toned: LineSpectrum | undefined;

/** The lines of those tones in a little noise, by the station's own transform; made once. */
function toneLines(): LineSpectrum | undefined {
  if (toned !== undefined) return toned;
  const { frequency, amplitude, harmonicAmplitude } = inventedTone;
  const samples = Float32Array.from({ length: 16_384 }, (_, n) => {
    const phase = (2 * Math.PI * frequency * n) / (2 * top);
    return amplitude * Math.sin(phase) + harmonicAmplitude * Math.sin(2 * phase) + (Math.random() - 0.5) * 0.01;
  });
  toned = spectrumLines(samples, 2 * top);
  return toned;
}

function healthySpectrum(): HealthySpectrum {
  const middle = invent(false).levels;
  return { top, low: middle.map((level) => level - 5), middle, high: middle.map((level) => level + 5) };
}

function trendRows(from: number, to: number, step: number, loudFrom: number | undefined): TrendRow[] {
  const rows: TrendRow[] = [];
  for (let time = Math.ceil(from / step) * step; time < to; time += step) {
    const share = (time - from) / (to - from);
    if (share > 0.3 && share < 0.36) continue;
    const wave = 1.1 + 0.25 * Math.sin(time / 900_000) + 0.2 * Math.abs(Math.sin(time * 12.9898));
    const rise = loudFrom !== undefined && time > loudFrom ? Math.min(9, (time - loudFrom) / 300_000 + 1.5) : 0;
    const mean = wave + rise;
    rows.push({ time, min: mean * 0.85, mean, max: mean * 1.2 });
  }
  return rows;
}

/** A port that says nothing of itself until it is listened to at this rate. */
export const inventedPort = { name: "Acme Sensor bridge", address: "/dev/ttyUSB0", baudRate: 9600 } as const;
const foundPort = {
  id: `serialText:${inventedPort.address}`,
  driver: "serialText",
  address: inventedPort.address,
  name: inventedPort.name,
  channels: [],
  sampleRates: [],
  defaultSampleRate: 0,
  via: "serial port",
  settings: {},
  inUse: false,
};

// biome-ignore lint/suspicious/noExplicitAny: the router type of the library
export function fixtureRouter(invented: InventedPlant): Router<any, Record<never, never>> {
  const make = implement(contract);
  const learning = new InventedLearning(invented);
  let retention: RetentionSettings = {
    secondTrendDays: 7,
    minuteTrendDays: 90,
    hourTrendDays: 3650,
    featureHours: 72,
    evidenceMegabytes: 2000,
    recordingMegabytes: 5000,
    preTriggerSeconds: 30,
  };
  /** A recording that does not go round has come to its end, until it is played again. */
  const hasEnded = (deviceId: string) => {
    const device = invented.plant.devices.find(({ id }) => id === deviceId);
    return device?.driver === "recordedFile" && device.settings.loop === false && !device.settings.playedAgainAt;
  };
  const pointName = (componentId: string) =>
    invented.plant.points.find((point) => point.componentId === componentId)?.name ?? "";
  const open = () => invented.alerts.filter(({ phase }) => phase !== "normal");
  const waiting = () => open().filter(({ phase }) => phase === "unacknowledged" || phase === "returned").length;
  const isLoud = (id: string) =>
    invented.health.some(
      ({ componentId, state }) => id.endsWith(componentId) && (state === "alarm" || state === "warning"),
    );
  const spectra = new Map<string, HealthySpectrum>();
  const healthyOf = (pointId: string) => {
    const known = spectra.get(pointId) ?? healthySpectrum();
    spectra.set(pointId, known);
    return known;
  };
  const detail = (id: string) => {
    const alert = invented.alerts.find((entry) => entry.id === id);
    if (alert === undefined) throw new Error(`no alert ${id}`);
    const cutShort = invented.cutShort.get(id);
    const evidence: Evidence = {
      alertId: id,
      from: alert.raisedAt - 5000,
      to: alert.raisedAt + 5000,
      modelVersion: 4,
      modelHash: "3f6c0b0a9d2e4c51",
      threshold: alert.threshold,
      scores: Array.from({ length: 120 }, (_, second) => ({
        time: alert.raisedAt - 60_000 + second * 1000,
        value: 1 + Math.random() * 0.5 + (second > 50 ? Math.min(10, (second - 50) / 3) : 0),
      })),
      points: [
        {
          pointId: `p-${alert.componentId}`,
          recording: cutShort === undefined ? "f00d" : "",
          missing: cutShort?.missing,
          sampleRate: 25_600,
          unit: "g",
          lostSamples: 0,
          spectrum: invent(true),
          healthy: healthyOf(`p-${alert.componentId}`),
        },
      ].slice(cutShort !== undefined && cutShort.missing === undefined ? 1 : 0),
    };
    return { alert, history: invented.steps.get(id) ?? [], evidence };
  };
  const step = (id: string, to: "acknowledged" | "shelved", by: string, comment: string, shelvedUntil?: number) => {
    const index = invented.alerts.findIndex((entry) => entry.id === id);
    const alert = invented.alerts[index]!;
    invented.steps.get(id)?.push({ time: Date.now(), from: alert.phase, to, by, comment });
    invented.alerts[index] = { ...alert, phase: to, lastBy: by, lastComment: comment, shelvedUntil };
    invented.revision.alerts += 1;
    return detail(id);
  };
  const demoState = () => ({
    active: invented.plant.devices.some(({ driver }) => driver === "simulatedPlant"),
    growSeconds: 60,
    faults: invented.faults,
  });
  return make.router({
    station: {
      about: make.station.about.handler(() => ({
        version: "0.1.0",
        node: "24.21.0",
        sqlite: "3.53.4",
        opening: "station" as const,
        demo: true,
        dataFolder: "/var/lib/auscult",
        learnSeconds: 120,
      })),
      watch: make.station.watch.handler(async function* ({ signal }) {
        while (!signal?.aborted) {
          learning.advance();
          yield {
            time: Date.now(),
            health: invented.health,
            learning: invented.learning,
            devices: invented.plant.devices.map(({ id }) => ({
              deviceId: id,
              condition: hasEnded(id) ? ("ended" as const) : ("running" as const),
              since: Date.now() - 3_600_000,
              received: 92_160_000,
              analysed: 92_159_000,
              lostInDevice: 0,
              lostInQueue: 0,
              channels: [],
            })),
            findings: [],
            openAlerts: open().length,
            unacknowledged: waiting(),
            revision: { ...invented.revision },
            disk: { used: 340e6, free: 52e9, limit: 1e9 },
            models: {
              inService: invented.modelsInService,
              learning: invented.learning.filter(({ state }) => state === "collecting" || state === "training").length,
              unreadable: 0,
            },
            notices: invented.notices,
          };
          await pause(1000);
        }
      }),
      dismissNotice: make.station.dismissNotice.handler(({ input }) => {
        invented.notices = invented.notices.filter(({ id }) => id !== input.id);
        return { dismissed: true as const };
      }),
      retention: make.station.retention.handler(() => retention),
      setRetention: make.station.setRetention.handler(({ input }) => {
        retention = input;
        return retention;
      }),
    },
    plant: {
      get: make.plant.get.handler(() => invented.plant),
      renameSite: make.plant.renameSite.handler(({ input }) => {
        invented.plant = { ...invented.plant, site: { id: "site", name: input.name } };
        invented.revision.plant += 1;
        return invented.plant;
      }),
      saveMachine: make.plant.saveMachine.handler(({ errors }) => {
        throw errors.STORE_FAILED({ message: "The disk is full: 0 B free.", data: { details: {} } });
      }),
      saveComponent: make.plant.saveComponent.handler(({ errors }) => {
        throw errors.STORE_FAILED({ message: "The disk is full: 0 B free.", data: { details: {} } });
      }),
      savePoint: make.plant.savePoint.handler(({ errors }) => {
        throw errors.CONFLICT({ message: "Channel 1 is already used.", data: { details: {} } });
      }),
      remove: make.plant.remove.handler(() => invented.plant),
    },
    devices: {
      find: make.devices.find.handler(() => [
        {
          id: "simulatedPlant:other",
          driver: "simulatedPlant",
          address: "other",
          name: "Demo machine",
          channels: [{ name: "Housing", quantity: "acceleration" as const, unit: "g" as const, sensitivity: 1 }],
          sampleRates: [25_600],
          defaultSampleRate: 25_600,
          via: "simulation",
          settings: {},
          inUse: false,
        },
        {
          id: "usbAudio:1",
          driver: "usbAudio",
          address: "hw:1",
          name: "USB sound card",
          channels: [1, 2].map((number) => ({
            name: `Input ${number}`,
            quantity: "sound pressure" as const,
            unit: "FS" as const,
            sensitivity: 1,
          })),
          sampleRates: [44_100, 48_000],
          defaultSampleRate: 48_000,
          via: "ALSA",
          settings: {},
          inUse: false,
        },
        foundPort,
      ]),
      describe: make.devices.describe.handler(({ errors, input }) => {
        const { driver, address, settings } = input;
        const channel = (number: number) => ({
          name: `Channel ${number}`,
          quantity: "other" as const,
          unit: "raw" as const,
          sensitivity: 1,
        });
        const described = { id: `${driver}:${address}`, driver, address, name: address, settings, inUse: false };
        if (driver === "serialText") {
          if (settings.baudRate !== inventedPort.baudRate) {
            const message = `${address} sends no lines of numbers; it sent "x~". Check baud rate and separator.`;
            throw errors.DEVICE_STALLED({ message, data: { details: {} } });
          }
          const sampleRates = typeof settings.sampleRate === "number" ? [settings.sampleRate] : [];
          const channels = [channel(1), channel(2), channel(3)];
          return { ...described, channels, sampleRates, defaultSampleRate: sampleRates[0] ?? 0, via: "serial port" };
        }
        if (driver === "recordedFile" && address.endsWith("pump.wav")) {
          return { ...described, channels: [channel(1)], sampleRates: [8000], defaultSampleRate: 8000, via: "WAV" };
        }
        throw errors.BAD_FILE({
          message: `${address} is not a WAV file: it begins with "Hello".`,
          data: { details: {} },
        });
      }),
      add: make.devices.add.handler(({ errors, input }) => {
        if (input.driver === "usbAudio") {
          throw errors.DEVICE_MISSING({ message: "USB sound card is not plugged in.", data: { details: {} } });
        }
        const device = { ...input, id: `${input.driver}:${input.address}` };
        const others = invented.plant.devices.filter(({ id }) => id !== device.id);
        invented.plant = { ...invented.plant, devices: [...others, device] };
        invented.revision.plant += 1;
        return device;
      }),
      remove: make.devices.remove.handler(() => ({ removed: true as const })),
      history: make.devices.history.handler(({ input }) => ({
        deviceId: input.deviceId,
        gaps: [],
        channels: [],
        clock: [],
      })),
      levels: make.devices.levels.handler(async function* ({ input, signal }) {
        while (!signal?.aborted) {
          const channels = Array.from({ length: 12 }, () => ({
            rms: 0.05 + Math.random() * 0.02,
            peak: 0.3 + Math.random() * 0.2,
          }));
          yield { deviceId: input.id, time: Date.now(), channels };
          await pause(100);
        }
      }),
    },
    components: {
      trend: make.components.trend.handler(({ input }) => {
        const span = (input.to - input.from) / 1000;
        const seconds = span <= 3600 ? 1 : span <= 86_400 * 2 ? 60 : 3600;
        const every = Math.max(seconds, Math.ceil(span / input.maxRows / seconds) * seconds);
        const since = isLoud(input.componentId)
          ? invented.health.find(({ componentId }) => componentId === input.componentId)?.since
          : undefined;
        const scored = invented.modelsInService > 0;
        return {
          componentId: input.componentId,
          step: every,
          gaps: [],
          score: scored ? trendRows(input.from, input.to, every * 1000, since) : [],
          threshold: scored ? 3.1 : undefined,
        };
      }),
      model: make.components.model.handler(({ input }) =>
        invented.modelsInService === 0
          ? null
          : {
              componentId: input.componentId,
              version: 4,
              kind: "mahalanobis",
              recipe: "basics",
              hash: "3f6c0b0a9d2e4c5177aa",
              trainedAt: Date.now() - 86_400_000 * 12,
              trainedBy: "Jo Brandt",
              sessions: [1, 2, 3].map((day) => ({
                from: Date.now() - day * 86_400_000,
                to: Date.now() - day * 86_400_000 + 840_000,
                windows: 840,
              })),
              windows: 2520,
              threshold: 3.1,
              heldOutMedian: 1.12,
              heldOutMax: 2.7,
              features: ["band 2.8–3.5 kHz", "kurtosis", "crest factor"].map(
                (name) => `${pointName(input.componentId)} ${name}`,
              ),
            },
      ),
      learn: make.components.learn.handler(({ input }) => {
        for (const componentId of input.componentIds) learning.start(componentId, input.seconds, input);
        return invented.learning;
      }),
      stopLearning: make.components.stopLearning.handler(({ input }) => learning.stop(input.componentId)),
      setOutOfService: make.components.setOutOfService.handler(
        ({ input }) => invented.plant.components.find(({ id }) => id === input.componentId)!,
      ),
    },
    live: {
      watch: make.live.watch.handler(async function* ({ input, signal }) {
        for (let count = 0; !signal?.aborted; count += 1) {
          const columns = Array.from({ length: 400 }, () => 0.2 + Math.random() ** 6);
          const frame: LiveFrame = {
            pointId: input.pointId,
            time: Date.now(),
            unit: "g",
            sampleRate: 25_600,
            rms: 0.182,
            peak: 0.91,
            spectrum: invent(isLoud(input.pointId)),
            lines: count % 4 === 0 ? toneLines() : undefined,
            waveform: { duration: 200, low: columns.map((value) => -value), high: columns },
          };
          yield frame;
          await pause(50);
        }
      }),
      healthy: make.live.healthy.handler(({ input }) =>
        invented.modelsInService === 0 ? null : healthyOf(input.pointId),
      ),
    },
    alerts: {
      list: make.alerts.list.handler(({ input }) => {
        const matching = (input.show === "open" ? open() : invented.alerts)
          .filter(({ phase }) => input.phases === undefined || input.phases.includes(phase))
          .toSorted((a, b) => b.raisedAt - a.raisedAt);
        return {
          alerts: matching.slice(input.offset, input.offset + input.limit),
          total: matching.length,
          unacknowledged: waiting(),
        };
      }),
      get: make.alerts.get.handler(({ input, errors }) => {
        if (!invented.alerts.some(({ id }) => id === input.id)) {
          throw errors.NOT_FOUND({ message: "This alert was removed.", data: { details: {} } });
        }
        return detail(input.id);
      }),
      waveform: make.alerts.waveform.handler(({ input }) => {
        const high = Array.from(
          { length: input.columns },
          (_, index) => 0.2 + (index % 25 === 0 ? 0.7 : Math.random() * 0.1),
        );
        return { duration: 10, unit: "g", low: high.map((value) => -value), high };
      }),
      recording: make.alerts.recording.handler(() => new File([silence()], "evidence.wav", { type: "audio/wav" })),
      acknowledge: make.alerts.acknowledge.handler(({ input }) =>
        step(input.id, "acknowledged", input.by, input.comment),
      ),
      shelve: make.alerts.shelve.handler(({ input }) =>
        step(input.id, "shelved", input.by, input.comment, input.until),
      ),
      unshelve: make.alerts.unshelve.handler(({ input }) => step(input.id, "acknowledged", input.by, input.comment)),
    },
    models: fixtureModels(make, invented, learning),
    demo: {
      state: make.demo.state.handler(demoState),
      install: make.demo.install.handler(() => {
        fill(invented);
        invented.health = invented.plant.components.map(({ id }) => ({
          componentId: id,
          state: "not judged" as const,
          since: Date.now(),
          reason: "no model" as const,
        }));
        invented.revision.plant += 1;
        return demoState();
      }),
      startFault: make.demo.startFault.handler(({ input }) => {
        invented.faults = invented.faults.map((fault) =>
          fault.componentId === input.componentId && fault.fault === input.fault
            ? { ...fault, running: true, severity: 0.2 }
            : fault,
        );
        return demoState();
      }),
      repair: make.demo.repair.handler(({ input }) => {
        invented.faults = invented.faults.map((fault) =>
          fault.componentId === input.componentId ? { ...fault, running: false, severity: 0 } : fault,
        );
        return demoState();
      }),
    },
  });
}

/** A tenth of a second of silence as a WAV file. */
function silence(): ArrayBuffer {
  const bytes = new DataView(new ArrayBuffer(44 + 1600));
  const word = (at: number, text: string) =>
    [...text].forEach((letter, index) => {
      bytes.setUint8(at + index, letter.charCodeAt(0));
    });
  word(0, "RIFF");
  bytes.setUint32(4, 36 + 1600, true);
  word(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, 8000, true);
  bytes.setUint32(28, 16_000, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  word(36, "data");
  bytes.setUint32(40, 1600, true);
  return bytes.buffer;
}
