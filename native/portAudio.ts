import koffi from "koffi";
import { loadForeignLibrary } from "./foreignLibrary.ts";

const library = {
  name: "PortAudio",
  variable: "AUSCULT_PORTAUDIO",
  places: {
    linux: ["libportaudio.so.2", "libportaudio.so"],
    darwin: ["libportaudio.2.dylib", "/opt/homebrew/lib/libportaudio.2.dylib", "/usr/local/lib/libportaudio.2.dylib"],
    win32: ["portaudio_x64.dll", "libportaudio-2.dll", "portaudio.dll"],
  },
  remedies: {
    linux: "Install it: sudo apt install libportaudio2",
    darwin: "Install it: brew install portaudio",
    win32: "Put portaudio_x64.dll beside the program or into a folder of PATH",
  },
} as const;

export const float32 = 0x0000_0001;
export const clipOff = 0x0000_0001;
export const ditherOff = 0x0000_0002;

const hostApiInfo = koffi.struct("PaHostApiInfo", {
  structVersion: "int",
  type: "int",
  name: "const char *",
  deviceCount: "int",
  defaultInputDevice: "int",
  defaultOutputDevice: "int",
});

const deviceInfo = koffi.struct("PaDeviceInfo", {
  structVersion: "int",
  name: "const char *",
  hostApi: "int",
  maxInputChannels: "int",
  maxOutputChannels: "int",
  defaultLowInputLatency: "double",
  defaultLowOutputLatency: "double",
  defaultHighInputLatency: "double",
  defaultHighOutputLatency: "double",
  defaultSampleRate: "double",
});

const streamInfo = koffi.struct("PaStreamInfo", {
  structVersion: "int",
  inputLatency: "double",
  outputLatency: "double",
  sampleRate: "double",
});

koffi.struct("PaStreamParameters", {
  device: "int",
  channelCount: "int",
  sampleFormat: "unsigned long",
  suggestedLatency: "double",
  hostApiSpecificStreamInfo: "void *",
});

const streamCallback = koffi.proto(
  "int PaStreamCallback(const void *input, void *output, unsigned long frames, const void *time, unsigned long status, void *userData)",
);
const [inputOverflow, goOn] = [2, 0];

const hostErrorInfo = koffi.struct("PaHostErrorInfo", { type: "int", code: "long", text: "const char *" });

export interface StreamParameters {
  readonly device: number;
  readonly channelCount: number;
  readonly sampleFormat: number;
  /** Seconds. */
  readonly suggestedLatency: number;
  /** See streamInfo.ts; null: as the host API does it by itself. */
  readonly hostApiSpecificStreamInfo: Uint8Array | null;
}

export interface PaDevice {
  readonly name: string;
  readonly hostApi: number;
  readonly maxInputChannels: number;
  readonly defaultSampleRate: number;
}

/** An open stream: a pointer of the library. */
export type PaStream = unknown;

/** The calls of PortAudio 19 that a capture needs; results below 0 are error codes. */
export interface PortAudio {
  version(): string;
  initialize(): number;
  deviceCount(): number;
  device(index: number): PaDevice;
  hostApi(index: number): { readonly name: string; readonly type: number };
  isFormatSupported(input: StreamParameters, sampleRate: number): number;
  /** Blocking, input only. `framesPerBuffer` 0 leaves the choice to the library. */
  open(
    input: StreamParameters,
    sampleRate: number,
    flags: number,
  ): { readonly code: number; readonly stream: PaStream };
  /**
   * The library brings the samples instead: `take` gets each buffer of them, on this thread, while the library's own waits.
   * @param take interleaved, shape [frames × channels], fresh; `overflowed`: samples are missing before them
   */
  openCalling(
    input: StreamParameters,
    sampleRate: number,
    flags: number,
    take: (interleaved: Float32Array, overflowed: boolean) => void,
  ): { readonly code: number; readonly stream: PaStream };
  /** At which the device truly runs, Hz: some host APIs take the nearest rate within a percent. */
  sampleRate(stream: PaStream): number;
  start(stream: PaStream): number;
  /** 1 while a stream runs, 0 once it does not. */
  isActive(stream: PaStream): number;
  close(stream: PaStream): number;
  /** Frames that can be read without waiting. */
  readAvailable(stream: PaStream): number;
  /** @param target interleaved, shape [≥ frames × channels] */
  read(stream: PaStream, target: Float32Array, frames: number): number;
  /** In words, with what the system below said. */
  errorText(code: number): string;
}

/** @throws Fault LIBRARY_MISSING naming where it was looked for and how to install it */
export function loadPortAudio(): PortAudio {
  const loaded = loadForeignLibrary(library);
  const call = (declaration: string) => loaded.func(declaration);
  const version = call("const char *Pa_GetVersionText()");
  const getDevice = call("PaDeviceInfo *Pa_GetDeviceInfo(int device)");
  const getHostApi = call("PaHostApiInfo *Pa_GetHostApiInfo(int hostApi)");
  const open = call(
    "int Pa_OpenStream(_Out_ void **stream, PaStreamParameters *input, void *output, double sampleRate, unsigned long framesPerBuffer, unsigned long flags, PaStreamCallback *callback, void *userData)",
  );
  const isSupported = call("int Pa_IsFormatSupported(PaStreamParameters *input, void *output, double sampleRate)");
  const read = call("int Pa_ReadStream(void *stream, void *buffer, unsigned long frames)");
  const available = call("long Pa_GetStreamReadAvailable(void *stream)");
  const errorText = call("const char *Pa_GetErrorText(int code)");
  const getStreamInfo = call("PaStreamInfo *Pa_GetStreamInfo(void *stream)");
  const lastHostError = call("PaHostErrorInfo *Pa_GetLastHostErrorInfo()");
  const unanticipatedHostError = -9999;
  return {
    version,
    initialize: call("int Pa_Initialize()"),
    deviceCount: call("int Pa_GetDeviceCount()"),
    device: (index) => koffi.decode(getDevice(index), deviceInfo),
    hostApi: (index) => koffi.decode(getHostApi(index), hostApiInfo),
    isFormatSupported: (input, sampleRate) => isSupported(input, null, sampleRate),
    open(input, sampleRate, flags) {
      const stream: [PaStream] = [null];
      const code = open(stream, input, null, sampleRate, 0, flags, null, null);
      return { code, stream: stream[0] };
    },
    openCalling(input, sampleRate, flags, take) {
      const { channelCount } = input;
      const callback = koffi.register(
        (samples: unknown, _: unknown, frames: number | bigint, _time: unknown, status: number) => {
          const interleaved = koffi.decode(samples, koffi.array("float", Number(frames) * channelCount, "Typed"));
          take(interleaved as Float32Array, (Number(status) & inputOverflow) !== 0);
          return goOn;
        },
        koffi.pointer(streamCallback),
      );
      const stream: [PaStream] = [null];
      const code = open(stream, input, null, sampleRate, 0, flags, callback, null);
      return { code, stream: stream[0] };
    },
    sampleRate: (stream) => koffi.decode(getStreamInfo(stream), streamInfo).sampleRate,
    start: call("int Pa_StartStream(void *stream)"),
    isActive: call("int Pa_IsStreamActive(void *stream)"),
    close: call("int Pa_CloseStream(void *stream)"),
    readAvailable: (stream) => Number(available(stream)),
    read,
    errorText(code) {
      if (code !== unanticipatedHostError) return errorText(code);
      const info = koffi.decode(lastHostError(), hostErrorInfo);
      return info.text || errorText(code);
    },
  };
}
