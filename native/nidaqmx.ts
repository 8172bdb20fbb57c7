import { loadForeignLibrary } from "./foreignLibrary.ts";

/**
 * The calls of NI-DAQmx that a continuous acquisition from analog inputs needs, with the numbers of its public header
 * `NIDAQmx.h`. Its `int32` has 32 bits on every system, its task handles are pointers.
 */
const library = {
  name: "NI-DAQmx",
  variable: "AUSCULT_NIDAQMX",
  places: { linux: ["libnidaqmx.so.1", "libnidaqmx.so"], win32: ["nicaiu.dll"] },
  remedies: {
    linux: "For NI devices install NI-DAQmx from ni.com/downloads (package ni-daqmx) and restart",
    win32: "For NI devices install NI-DAQmx from ni.com/downloads and restart",
    darwin: "On macOS NI devices cannot be used; connect them to a station on Windows or Linux",
  },
} as const;

export const daqmxErrors = {
  none: 0,
  /** The computer's buffer ran over, in its two forms, and the device's own, in its two. */
  overruns: [-200279, -200222, -200361, -209829] as readonly number[],
  reserved: -50103,
};
export const daqmxTerminals: Readonly<Record<string, number>> = {
  usual: -1,
  differential: 10_106,
  "pseudo-differential": 12_529,
  "single-ended": 10_083,
};
export const daqmxExcitation = { internal: 10_200, none: 10_230 };
export const daqmxCoupling = { alternating: 10_045, alternatingBit: 1 };
const volts = 10_348;
const rising = 10_280;
const continuously = 10_123;
const byScan = 1;
const allThere = -1;
const commitTask = 3;
const longestText = 16_384;

/** A task: a pointer of the library. */
export type DaqmxTask = unknown;

export interface DaqmxDevice {
  readonly name: string;
  readonly product: string;
  readonly serial: number;
  readonly isSimulated: boolean;
  /** Physical channels: "Dev1/ai0". Empty for a chassis. */
  readonly inputs: readonly string[];
  /** Samples a second and channel; 0 where the device does not say. */
  readonly lowestRate: number;
  readonly highestRate: number;
  readonly highestRateOfOne: number;
  /** Volts, [lowest, highest] of each range. */
  readonly ranges: readonly (readonly [number, number])[];
  /** Currents of its sensor supply in ampere; empty without one. */
  readonly supplyCurrents: readonly number[];
  readonly hasAlternatingCoupling: boolean;
}

export interface DaqmxInput {
  readonly channel: string;
  readonly terminal: number;
  /** Volts. */
  readonly low: number;
  readonly high: number;
}

/** Results below 0 are error codes; above 0, warnings. */
export interface NiDaqmx {
  version(): string;
  deviceNames(): readonly string[];
  device(name: string): DaqmxDevice;
  createTask(): { readonly code: number; readonly task: DaqmxTask };
  addVoltage(task: DaqmxTask, input: DaqmxInput): number;
  setSupply(task: DaqmxTask, channel: string, source: number, ampere: number): number;
  setCoupling(task: DaqmxTask, channel: string, coupling: number): number;
  setRate(task: DaqmxTask, rate: number, bufferSamples: number): number;
  /** What the device makes of the rate; 0 when it refuses. */
  rate(task: DaqmxTask): number;
  /** Writes the settings to the device without acquiring anything. */
  commit(task: DaqmxTask): number;
  start(task: DaqmxTask): number;
  stop(task: DaqmxTask): number;
  clear(task: DaqmxTask): number;
  /** Reads what is there, without waiting. @param target interleaved, volts; takes whole scans only */
  read(task: DaqmxTask, target: Float64Array, channels: number): { readonly code: number; readonly scans: number };
  errorText(code: number): string;
}

/** @throws Fault LIBRARY_MISSING */
export function loadNiDaqmx(): NiDaqmx {
  const loaded = loadForeignLibrary(library);
  const call = (declaration: string) => loaded.func(`int32_t ${declaration}`);
  const major = call("DAQmxGetSysNIDAQMajorVersion(_Out_ uint32_t *data)");
  const minor = call("DAQmxGetSysNIDAQMinorVersion(_Out_ uint32_t *data)");
  const names = call("DAQmxGetSysDevNames(void *data, uint32_t size)");
  const product = call("DAQmxGetDevProductType(const char *device, void *data, uint32_t size)");
  const serial = call("DAQmxGetDevSerialNum(const char *device, _Out_ uint32_t *data)");
  const simulated = call("DAQmxGetDevIsSimulated(const char *device, _Out_ uint32_t *data)");
  const inputs = call("DAQmxGetDevAIPhysicalChans(const char *device, void *data, uint32_t size)");
  const lowest = call("DAQmxGetDevAIMinRate(const char *device, _Out_ double *data)");
  const highest = call("DAQmxGetDevAIMaxMultiChanRate(const char *device, _Out_ double *data)");
  const highestOfOne = call("DAQmxGetDevAIMaxSingleChanRate(const char *device, _Out_ double *data)");
  const ranges = call("DAQmxGetDevAIVoltageRngs(const char *device, void *data, uint32_t size)");
  const currents = call("DAQmxGetDevAICurrentIntExcitDiscreteVals(const char *device, void *data, uint32_t size)");
  const couplings = call("DAQmxGetDevAICouplings(const char *device, _Out_ int32_t *data)");
  const create = call("DAQmxCreateTask(const char *name, _Out_ void **task)");
  const voltage = call(
    "DAQmxCreateAIVoltageChan(void *task, const char *channel, const char *name, int32_t terminal, double low, double high, int32_t units, const char *scale)",
  );
  const supplySource = call("DAQmxSetAIExcitSrc(void *task, const char *channel, int32_t data)");
  const supplyCurrent = call("DAQmxSetAIExcitVal(void *task, const char *channel, double data)");
  const timing = call(
    "DAQmxCfgSampClkTiming(void *task, const char *source, double rate, int32_t edge, int32_t mode, uint64_t samples)",
  );
  const actualRate = call("DAQmxGetSampClkRate(void *task, _Out_ double *data)");
  const control = call("DAQmxTaskControl(void *task, int32_t action)");
  const readSamples = call(
    "DAQmxReadAnalogF64(void *task, int32_t samples, double timeout, uint32_t fillMode, void *target, uint32_t size, _Out_ int32_t *read, void *reserved)",
  );
  const extended = call("DAQmxGetExtendedErrorInfo(void *text, uint32_t size)");
  const plain = call("DAQmxGetErrorString(int32_t code, void *text, uint32_t size)");

  const text = (get: (buffer: Buffer, size: number) => number) => {
    const buffer = Buffer.alloc(longestText);
    const code = get(buffer, buffer.length);
    return code < 0 ? "" : buffer.toString("utf8", 0, Math.max(0, buffer.indexOf(0)));
  };
  const list = (value: string) => value.split(",").flatMap((part) => part.trim() || []);
  const one = (get: (value: [number]) => number) => {
    const value: [number] = [0];
    return get(value) < 0 ? 0 : value[0];
  };
  // Asked with nothing, such a call answers how many there are.
  const numbers = (get: (target: Float64Array | null, size: number) => number): number[] => {
    const count = get(null, 0);
    if (count <= 0) return [];
    const target = new Float64Array(count);
    return get(target, count) < 0 ? [] : [...target];
  };
  return {
    version: () => `${one((value) => major(value))}.${one((value) => minor(value))}`,
    deviceNames: () => list(text((buffer, size) => names(buffer, size))),
    device(name) {
      const bounds = numbers((target, size) => ranges(name, target, size));
      return {
        name,
        product: text((buffer, size) => product(name, buffer, size)),
        serial: one((value) => serial(name, value)),
        isSimulated: one((value) => simulated(name, value)) !== 0,
        inputs: list(text((buffer, size) => inputs(name, buffer, size))),
        lowestRate: one((value) => lowest(name, value)),
        highestRate: one((value) => highest(name, value)),
        highestRateOfOne: one((value) => highestOfOne(name, value)),
        ranges: Array.from({ length: Math.floor(bounds.length / 2) }, (_, i) => [bounds[2 * i]!, bounds[2 * i + 1]!]),
        supplyCurrents: numbers((target, size) => currents(name, target, size)).filter((ampere) => ampere > 0),
        hasAlternatingCoupling: (one((value) => couplings(name, value)) & daqmxCoupling.alternatingBit) !== 0,
      };
    },
    createTask() {
      const task: [DaqmxTask] = [null];
      return { code: create("", task), task: task[0] };
    },
    addVoltage: (task, { channel, terminal, low, high }) =>
      voltage(task, channel, "", terminal, low, high, volts, null),
    setSupply(task, channel, source, ampere) {
      const code = supplySource(task, channel, source);
      return code < 0 || source === daqmxExcitation.none ? code : supplyCurrent(task, channel, ampere);
    },
    setCoupling: call("DAQmxSetAICoupling(void *task, const char *channel, int32_t data)"),
    setRate: (task, rate, bufferSamples) => timing(task, "", rate, rising, continuously, bufferSamples),
    rate: (task) => one((value) => actualRate(task, value)),
    commit: (task) => control(task, commitTask),
    start: call("DAQmxStartTask(void *task)"),
    stop: call("DAQmxStopTask(void *task)"),
    clear: call("DAQmxClearTask(void *task)"),
    read(task, target, channels) {
      const scans: [number] = [0];
      const whole = target.subarray(0, Math.floor(target.length / channels) * channels);
      const code = readSamples(task, allThere, 0, byScan, whole, whole.length, scans, null);
      return { code, scans: scans[0] };
    },
    errorText(code) {
      const said = text((buffer, size) => extended(buffer, size)).trim();
      return said || text((buffer, size) => plain(code, buffer, size)).trim() || `error ${code}`;
    },
  };
}
