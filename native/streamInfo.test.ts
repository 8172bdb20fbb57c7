import koffi from "koffi";
import { expect, it } from "vitest";
import { coreAudioStreamInfo, exactRateInfo, exclusiveInfos, wasapiSizes, wasapiStreamInfo } from "./streamInfo.ts";

it("the structure of WASAPI lies as pa_win_wasapi.h has it with 64-bit pointers and 32-bit longs", () => {
  const at = (member: string) => koffi.offsetof(wasapiStreamInfo, member);
  expect(["size", "hostApiType", "version", "flags", "channelMask"].map(at)).toEqual([0, 4, 8, 12, 16]);
  // Pointers lie at multiples of 8.
  expect([at("hostProcessorOutput"), at("hostProcessorInput")]).toEqual([24, 32]);
  expect(["threadPriority", "streamCategory", "streamOption", "passthroughFormat"].map(at)).toEqual([40, 44, 48, 52]);
  // Every version ends at a multiple of 8 after its last member: two pointers, the priority, category and option, passthrough.
  const ends = [at("passthroughBytesPerSecond") + 4, at("streamOption") + 4, at("threadPriority") + 4, 40];
  expect(ends.map((end) => Math.ceil(end / 8) * 8)).toEqual([...wasapiSizes]);
  expect(koffi.sizeof(wasapiStreamInfo)).toBe(wasapiSizes[0]);
});

it("the structure of Core Audio lies as pa_mac_core.h has it with 64-bit pointers and longs", () => {
  const members = ["size", "hostApiType", "version", "flags", "channelMap", "channelMapSize"];
  expect(members.map((member) => koffi.offsetof(coreAudioStreamInfo, member))).toEqual([0, 8, 16, 24, 32, 40]);
  expect(koffi.sizeof(coreAudioStreamInfo)).toBe(48);
});

it("they say: version 1, exclusive, in every size that the library may want; change the device and fail if converted", () => {
  for (const [index, bytes] of exclusiveInfos().entries()) {
    const words = new Uint32Array(bytes.buffer);
    expect([...words.subarray(0, 4)]).toEqual([wasapiSizes[index], 13, 1, 0b1]);
    expect(words.subarray(4).every((word) => word === 0)).toBe(true);
  }
  const longs = new BigUint64Array(exactRateInfo().buffer);
  expect([...longs]).toEqual([48n, 5n, 1n, 0b11n, 0n, 0n]);
});
