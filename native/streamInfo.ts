import koffi, { type TypeObject } from "koffi";
import { hostApis } from "./portAudioCodes.ts";

/**
 * What PortAudio is told about opening an input beyond its general parameters, as pa_win_wasapi.h and pa_mac_core.h lay it out.
 * Widths are written out: `unsigned long` has 32 bits on Windows and 64 on macOS.
 */
export const wasapiStreamInfo = koffi.struct("PaWasapiStreamInfo", {
  size: "uint32_t",
  hostApiType: "int32_t",
  version: "uint32_t",
  flags: "uint32_t",
  channelMask: "uint32_t",
  hostProcessorOutput: "void *",
  hostProcessorInput: "void *",
  threadPriority: "int32_t",
  streamCategory: "int32_t",
  streamOption: "int32_t",
  passthroughFormat: "int32_t",
  passthroughRate: "uint32_t",
  passthroughChannels: "uint32_t",
  passthroughBytesPerSecond: "uint32_t",
});

export const coreAudioStreamInfo = koffi.struct("PaMacCoreStreamInfo", {
  size: "uint64_t",
  hostApiType: "int32_t",
  version: "uint64_t",
  flags: "uint64_t",
  channelMap: "void *",
  channelMapSize: "uint64_t",
});

/**
 * The structure grew at its end, and the library takes only its own size: the present one, before passthrough, before categories, and
 * the first. What is not there is 0 in all of them.
 */
export const wasapiSizes = [72, 56, 48, 40] as const;
const exclusive = 1;
const [changeDevice, failIfConverted] = [1, 2];

/** The device for this program alone, past the mixer and the effects of Windows. One for each size that the library may want. */
export function exclusiveInfos(): Uint8Array[] {
  return wasapiSizes.map((size) =>
    encoded(wasapiStreamInfo, { size, hostApiType: hostApis.wasapi, version: 1, flags: exclusive }),
  );
}

/** The device is set to the rate that is asked for, or the opening fails: macOS would convert otherwise. */
export function exactRateInfo(): Uint8Array {
  const size = koffi.sizeof(coreAudioStreamInfo);
  const flags = changeDevice | failIfConverted;
  return encoded(coreAudioStreamInfo, { size, hostApiType: hostApis.coreAudio, version: 1, flags });
}

function encoded(type: TypeObject, fields: Readonly<Record<string, number>>): Uint8Array {
  const bytes = new Uint8Array(koffi.sizeof(type));
  koffi.encode(bytes, type, fields);
  return bytes;
}
