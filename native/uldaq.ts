import koffi from "koffi";
import { loadForeignLibrary } from "./foreignLibrary.ts";

/**
 * The calls of MCC's Universal Library (`uldaq`, Linux and macOS) that a continuous voltage scan needs, with the numbers of its
 * public header `uldaq.h` (github.com/mccdaq/uldaq).
 */
const library = {
  name: "MCC uldaq",
  variable: "AUSCULT_ULDAQ",
  places: {
    linux: ["libuldaq.so.1", "libuldaq.so", "/usr/local/lib/libuldaq.so.1", "/usr/local/lib/libuldaq.so"],
    darwin: ["libuldaq.dylib", "/usr/local/lib/libuldaq.dylib", "/opt/homebrew/lib/libuldaq.dylib"],
  },
  remedies: {
    linux:
      "For MCC boards build and install it from github.com/mccdaq/uldaq (it needs libusb-1.0-0-dev), then run: sudo ldconfig",
    darwin: "For MCC boards install it: brew install libuldaq",
    win32: "On Windows MCC boards cannot be used; connect them to a station on Linux or macOS",
  },
} as const;

export const ulErrors = {
  none: 0,
  noPermission: 4,
  interfaceClaimed: 5,
  overrun: 18,
  badRate: 22,
};

export const ulDeviceInfo = { hasAnalogInput: 1 };

export const ulInputInfo = {
  channelsByMode: 3,
  hasPacer: 7,
  differentialRangeCount: 8,
  singleEndedRangeCount: 9,
  differentialRange: 10,
  singleEndedRange: 11,
  iepeSupported: 17,
};
export const ulInputInfoDouble = { lowestRate: 1000, highestRate: 1001, highestThroughput: 1002 };
export const ulInputConfig = { iepeMode: 8, coupling: 9 };
export const ulIepe = { off: 1, on: 2 };
export const ulCoupling = { direct: 1, alternating: 2 };
export const ulInputMode = { differential: 1, singleEnded: 2 };
const anyInterface = 7;
const continuous = 8;
const scaledAndCalibrated = 0;
const running = 1;
const versionText = 2000;
const mostDevices = 100;
const longestMessage = 512;

const descriptorType = koffi.struct("DaqDeviceDescriptor", {
  productName: koffi.array("char", 64),
  productId: "unsigned int",
  devInterface: "int",
  devString: koffi.array("char", 64),
  uniqueId: koffi.array("char", 64),
  reserved: koffi.array("uint8_t", 512),
});

/** A board as the library describes it; handed back to open it. */
export interface UlDescriptor {
  readonly productName: string;
  readonly uniqueId: string;
}

/** An opened board: a number of the library. */
export type UlHandle = number | bigint;

export interface UlScan {
  readonly low: number;
  readonly high: number;
  readonly inputMode: number;
  readonly range: number;
  /** Samples a second and channel. */
  readonly rate: number;
}

/** How far a scan has come: scans since its beginning, and whether it goes on. */
export interface UlProgress {
  readonly code: number;
  readonly running: boolean;
  readonly scans: number;
}

/** Memory that the library writes into by itself while a scan runs. */
export interface UlBuffer extends Disposable {
  readonly samples: Float64Array;
  readonly pointer: unknown;
}

/** Results other than `ulErrors.none` are error codes. */
export interface Uldaq {
  version(): string;
  inventory(): { readonly code: number; readonly boards: readonly UlDescriptor[] };
  /** @returns 0 where the board is gone */
  create(board: UlDescriptor): UlHandle;
  connect(handle: UlHandle): number;
  disconnect(handle: UlHandle): number;
  release(handle: UlHandle): number;
  /** 0 for what the library refuses to tell. */
  deviceInfo(handle: UlHandle, item: number): number;
  inputInfo(handle: UlHandle, item: number, index: number): number;
  inputInfoDouble(handle: UlHandle, item: number): number;
  setInputConfig(handle: UlHandle, item: number, channel: number, value: number): number;
  allocate(samples: number): UlBuffer;
  /** Volts, interleaved, round and round in `buffer`, which has to live until the scan is stopped. */
  startScan(handle: UlHandle, scan: UlScan, buffer: UlBuffer): { readonly code: number; readonly rate: number };
  scanProgress(handle: UlHandle): UlProgress;
  stopScan(handle: UlHandle): number;
  errorText(code: number): string;
}

/** @throws Fault LIBRARY_MISSING */
export function loadUldaq(): Uldaq {
  const loaded = loadForeignLibrary(library);
  const call = (declaration: string) => loaded.func(declaration);
  const inventory = call("int ulGetDaqDeviceInventory(int interfaces, void *descriptors, _Inout_ unsigned int *count)");
  const deviceInfo = call("int ulDevGetInfo(long long handle, int item, unsigned int index, _Out_ long long *value)");
  const inputInfo = call("int ulAIGetInfo(long long handle, int item, unsigned int index, _Out_ long long *value)");
  const inputInfoDouble = call(
    "int ulAIGetInfoDbl(long long handle, int item, unsigned int index, _Out_ double *value)",
  );
  const start = call(
    "int ulAInScan(long long handle, int low, int high, int inputMode, int range, int samplesPerChannel, _Inout_ double *rate, int options, int flags, void *data)",
  );
  const status = call("int ulAInScanStatus(long long handle, _Out_ int *status, void *transfer)");
  const message = call("int ulGetErrMsg(int code, void *text)");
  const versionOf = call("int ulGetInfoStr(int item, unsigned int index, void *text, _Inout_ unsigned int *length)");
  // TransferStatus: scans, samples, index of 64 bits each and 64 bytes that are reserved.
  const transfer = Buffer.alloc(88);
  const told = (code: number, value: number | bigint) => (code === ulErrors.none ? Number(value) : 0);
  return {
    version() {
      const text = Buffer.alloc(longestMessage);
      const code = versionOf(versionText, 0, text, [text.length]);
      return code === ulErrors.none ? textOf(text) : "";
    },
    inventory() {
      const descriptors = Buffer.alloc(mostDevices * koffi.sizeof(descriptorType));
      const count: [number] = [mostDevices];
      const code = inventory(anyInterface, descriptors, count);
      const found = code === ulErrors.none ? count[0] : 0;
      const at = (index: number) => index * koffi.sizeof(descriptorType);
      const boards = Array.from({ length: found }, (_, i) => koffi.decode(descriptors, at(i), descriptorType));
      return { code, boards };
    },
    create: call("long long ulCreateDaqDevice(DaqDeviceDescriptor descriptor)"),
    connect: call("int ulConnectDaqDevice(long long handle)"),
    disconnect: call("int ulDisconnectDaqDevice(long long handle)"),
    release: call("int ulReleaseDaqDevice(long long handle)"),
    deviceInfo(handle, item) {
      const value: [number | bigint] = [0];
      return told(deviceInfo(handle, item, 0, value), value[0]);
    },
    inputInfo(handle, item, index) {
      const value: [number | bigint] = [0];
      return told(inputInfo(handle, item, index, value), value[0]);
    },
    inputInfoDouble(handle, item) {
      const value: [number] = [0];
      return told(inputInfoDouble(handle, item, 0, value), value[0]);
    },
    setInputConfig: call("int ulAISetConfig(long long handle, int item, unsigned int index, long long value)"),
    allocate(samples) {
      const pointer = koffi.alloc("double", samples);
      const view = new Float64Array(koffi.view(pointer, samples * Float64Array.BYTES_PER_ELEMENT));
      return { samples: view, pointer, [Symbol.dispose]: () => koffi.free(pointer) };
    },
    startScan(handle, { low, high, inputMode, range, rate }, buffer) {
      const actual: [number] = [rate];
      const perChannel = buffer.samples.length / (high - low + 1);
      const { pointer } = buffer;
      const flags = scaledAndCalibrated;
      const code = start(handle, low, high, inputMode, range, perChannel, actual, continuous, flags, pointer);
      return { code, rate: actual[0] };
    },
    scanProgress(handle) {
      const state: [number] = [0];
      const code = status(handle, state, transfer);
      return { code, running: state[0] === running, scans: Number(transfer.readBigUInt64LE(0)) };
    },
    stopScan: call("int ulAInScanStop(long long handle)"),
    errorText(code) {
      const text = Buffer.alloc(longestMessage);
      message(code, text);
      return textOf(text) || `error ${code}`;
    },
  };
}

function textOf(buffer: Buffer): string {
  return buffer.toString("utf8", 0, Math.max(0, buffer.indexOf(0)));
}
