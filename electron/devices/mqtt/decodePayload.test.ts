import { describe, expect, it } from "vitest";
import { decodePayload } from "./decodePayload.ts";
import { mqttSettings } from "./mqttSettings.ts";

type Settings = Parameters<typeof mqttSettings>[0];
const decode = (payload: string | Buffer | Float32Array | Float64Array | Int16Array, settings: Settings = {}) => {
  const bytes =
    typeof payload === "string"
      ? Buffer.from(payload)
      : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  return decodePayload(bytes, mqttSettings(settings).payload);
};
const samples = (...given: Parameters<typeof decode>) => {
  const decoded = decode(...given);
  return typeof decoded === "string" ? decoded : decoded.channels.map((channel) => [...channel]);
};

describe("text", () => {
  it.each<[string, number[][]]>([
    ["12.5", [[12.5]]],
    [" -1e3 ", [[-1000]]],
    ["1.5, 2.5;3.5", [[1.5], [2.5], [3.5]]],
    [
      "1 2\r\n3 4\n",
      [
        [1, 3],
        [2, 4],
      ],
    ],
  ])("%j", (payload, expected) => expect(samples(payload)).toEqual(expected));
});

describe("JSON", () => {
  it.each<[string, string, Settings, number[][]]>([
    ["samples of one channel", "[1,2,3]", {}, [[1, 2, 3]]],
    [
      "samples of several channels",
      "[[1,10],[2,20]]",
      {},
      [
        [1, 2],
        [10, 20],
      ],
    ],
    ["one number a channel", '{"a":{"x":1,"y":"2.5"}}', { values: "a.x, a.y" }, [[1], [2.5]]],
    [
      "an array a channel",
      '{"x":[1,2],"y":[3,4]}',
      { values: "x,y" },
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "an array of channels",
      '{"data":[[1,2],[3,4]]}',
      { values: "data[0], data[1]" },
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "an array of objects",
      '{"s":[{"x":1,"y":2},{"x":3,"y":4}]}',
      { values: "s[].x, s[].y" },
      [
        [1, 3],
        [2, 4],
      ],
    ],
    ["an array outside", '[{"x":1},{"x":2}]', { values: "[].x" }, [[1, 2]]],
    ["a name that every object has", '{"toString":5}', { values: "toString" }, [[5]]],
  ])("%s", (_, payload, settings, expected) => expect(samples(payload, settings)).toEqual(expected));

  it("with time and sequence number", () => {
    const settings = { values: "v", timePath: "meta.t", sequencePath: "n" };
    const at = (t: unknown) => decode(JSON.stringify({ v: 1, n: 7, meta: { t } }), settings);
    const expected = { sequence: 7, time: Date.UTC(2026, 10, 22) };
    for (const time of [1_795_305_600, 1_795_305_600e3, 1_795_305_600e6, "1795305600", "2026-11-22T00:00:00Z"]) {
      expect(at(time)).toMatchObject(expected);
    }
    expect(at("yesterday")).toBe("it holds no time at meta.t");
    expect(decode('{"v":1,"n":-1,"meta":{"t":1}}', settings)).toBe("it holds no sequence number at n");
  });
});

describe("raw numbers, interleaved", () => {
  it.each([
    ["float32le", new Float32Array([1.5, -2, 3, 4])],
    ["float64le", new Float64Array([1.5, -2, 3, 4])],
    ["int16le", new Int16Array([1, -2, 3, 4])],
  ] as const)("%s and the other way round", (format, values) => {
    const [a, b, c, d] = values;
    const expected = [
      [a, c],
      [b, d],
    ];
    expect(samples(values, { format, channelCount: 2 })).toEqual(expected);
    const bytes = Buffer.from(values.buffer);
    if (format === "float32le") bytes.swap32();
    else if (format === "float64le") bytes.swap64();
    else bytes.swap16();
    expect(samples(bytes, { format: format.replace("le", "be"), channelCount: 2 })).toEqual(expected);
  });
});

it.each<[string, string | Buffer, Settings, string]>([
  ["nothing", "", {}, "it is empty"],
  ["words", "hello there", {}, '"hello there" is no row of numbers'],
  ["uneven rows", "1 2\n3", {}, '"1 2\n3" is no row of numbers'],
  ["broken JSON", '{"x":', {}, '"{"x":" is no JSON'],
  [
    "an object without paths",
    '{"battery":99,"acc":{"x":[1,2]},"list":[{"y":1}]}',
    {},
    "it is an object, no value; there are numbers at battery, acc.x, list[].y",
  ],
  ["nothing at a path", '{"x":1}', { values: "y" }, "it holds nothing at y; there are numbers at x"],
  ["null", '{"x":null}', { values: "x" }, "a value of x is no number"],
  ["infinity", "[1e39]", {}, "a value of Channel 1 is no number"],
  ["channels of different length", '{"x":[1,2],"y":[3]}', { values: "x,y" }, "it holds 2 values of x, but 1 of y"],
  ["an empty array", "[]", {}, "it holds no numbers"],
  [
    "half a number",
    Buffer.alloc(10),
    { format: "float32le", channelCount: 2 },
    "its 10 bytes are no whole number of samples of 2 × 4 bytes",
  ],
])("says what is wrong with %s", (_, payload, settings, expected) => {
  expect(decode(payload, settings)).toBe(expected);
});

it("takes any bytes without a throw", () => {
  let state = 1;
  const next = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const letters = '{}[]":,.0123456789-e xyn\\tfalse';
  const template = mqttSettings({ values: "x, y[].n", timePath: "t", sequencePath: "n" }).payload;
  let good = 0;
  for (let i = 0; i < 8000; i++) {
    const length = next(60);
    const payload = Buffer.from(
      Array.from({ length }, () => (i % 2 ? next(256) : letters.charCodeAt(next(letters.length)))),
    );
    for (const each of [template, mqttSettings({}).payload, mqttSettings({ format: "int16be" }).payload]) {
      const decoded = decodePayload(payload, each);
      if (typeof decoded === "string") continue;
      good += 1;
      expect(decoded.channels.every((channel) => channel.every(Number.isFinite))).toBe(true);
    }
  }
  expect(good).toBeGreaterThan(500);
});

it.each([
  ["values", { values: "a..b" }],
  ["timePath", { timePath: "[x]" }],
  ["qos", { qos: 3 }],
  ["format", { format: "float16" }],
  ["channelCount", { channelCount: 0 }],
  ["signal", { signal: "smoke" }],
])("refuses a wrong setting %s", (name, settings) => {
  expect(() => mqttSettings(settings as Settings)).toThrow(`The setting ${name} of an MQTT source`);
});
