import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { healthyComponent } from "../../test/makers/healthyComponent.ts";
import { openArtifact, packArtifact } from "./artifact.ts";
import type { ArtifactHeader } from "./artifactHeader.ts";
import { learnModes } from "./operatingModes.ts";
import { sessionDistance } from "./sessionDistance.ts";

const set = healthyComponent({ sessions: 2 });
const model = await sessionDistance.fit(set, { seed: 1 });
const header: ArtifactHeader = {
  componentId: "pump drive end",
  kind: sessionDistance.kind,
  version: 3,
  recipe: "general/1",
  featureNames: set.features.map((feature) => feature.name),
  pointIds: ["point 1"],
  sampleRates: [25_600],
  threshold: 2.45,
  members: [{ kind: sessionDistance.kind, watches: "timbre", threshold: 2.45, smoothing: 1 }],
  onWindows: 3,
  modes: learnModes(set),
  heldOut: { median: 0.6, max: 1.1 },
  sessions: [{ from: 0, to: 60_000, windows: 60 }],
  trainedAt: 1_700_000_000_000,
  trainedBy: "Märta Öberg",
  seed: 1,
  healthy: { "point 1": { top: 12_800, low: [-90, -80], middle: [-85, -75], high: [-80, -70] } },
};
const centre = Float32Array.from(set.features, (_, j) => -2 - 0.1 * j);
const spread = Float32Array.from(set.features, (_, j) => (j % 3 === 0 ? 0 : 0.1 + 0.01 * j));
const parts = { models: [model], centre, spread };
const packed = packArtifact(header, parts);
const refused = expect.objectContaining({ code: "BAD_ARTIFACT" });

/** With a hash that fits, so that what lies behind the hash is tried. */
function sealed(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  const copy = bytes.slice();
  copy.set(createHash("sha256").update(copy.subarray(0, -32)).digest(), copy.length - 32);
  return copy;
}

/** Written by hand as the docstring of the format says. */
function written(format: 1 | 2, head: Record<string, unknown>, payload: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const whole = Buffer.concat([text, payload]);
  const body = format === 1 ? whole : deflateRawSync(whole);
  const bytes = new Uint8Array(20 + body.length + 32);
  bytes.set(new TextEncoder().encode("AUSCMODL"));
  const view = new DataView(bytes.buffer);
  view.setUint32(8, format, true);
  view.setUint32(12, text.length, true);
  view.setUint32(16, payload.length, true);
  bytes.set(body, 20);
  return sealed(bytes);
}

function payloadOf(saved: readonly Uint8Array[], healthy = centre, deviation = spread): Uint8Array {
  return Buffer.concat([
    Buffer.from(healthy.buffer),
    Buffer.from(deviation.buffer),
    ...saved.flatMap((bytes) => [Buffer.from(Uint32Array.of(bytes.length).buffer), bytes]),
  ]);
}

const saved = sessionDistance.save(model);

/** The artifact with another header, sealed. */
const withHeader = (change: Record<string, unknown>) => written(2, { ...header, ...change }, payloadOf([saved]));
const withPayload = (payload: Uint8Array) => written(2, { ...header }, payload);

describe("artifact", () => {
  it("comes back as it was, named by the hash of its bytes", () => {
    const opened = openArtifact(packed);
    expect(opened.header).toEqual(header);
    expect(opened.hash).toBe(createHash("sha256").update(packed.subarray(0, -32)).digest("hex"));
    for (const window of set.sessions[1]!.windows) expect(opened.model.score(window)).toBe(model.score(window));
    expect(opened.centre).toEqual(centre);
    expect(opened.spread).toEqual(spread);
    expect(openArtifact(withHeader({})).header).toEqual(header);
  });

  it("opens from the middle of a larger buffer, as a database hands it out", () => {
    const larger = new Uint8Array(packed.length + 100);
    larger.set(packed, 37);
    expect(openArtifact(larger.subarray(37, 37 + packed.length)).header).toEqual(header);
  });

  it("refuses every single flipped bit", () => {
    const random = { at: 0 };
    for (let n = 0; n < 2000; n++) {
      random.at = (random.at * 7919 + 104_729) % (packed.length * 8);
      const altered = packed.slice();
      altered[random.at >> 3]! ^= 1 << (random.at & 7);
      expect(() => openArtifact(altered), `bit ${random.at}`).toThrow(refused);
    }
  });

  it("refuses to be cut short or to grow", () => {
    for (let length = 0; length < packed.length; length += 97) {
      expect(() => openArtifact(packed.subarray(0, length)), `${length} bytes`).toThrow(refused);
    }
    expect(() => openArtifact(packed.subarray(0, -1))).toThrow(refused);
    expect(() => openArtifact(Uint8Array.of(...packed, 0))).toThrow(refused);
  });

  it.each([8, 12, 16])("refuses an absurd number at byte %i before it reserves memory for it", (at) => {
    const altered = packed.slice();
    new DataView(altered.buffer).setUint32(at, 0xffffffff, true);
    expect(() => openArtifact(sealed(altered))).toThrow(refused);
  });

  it("refuses NaN among the weights, in the healthy centre or its spread, although the hash fits", () => {
    const altered = saved.slice();
    const view = new DataView(altered.buffer);
    view.setFloat32(16 + 8 * view.getUint32(4, true), Number.NaN, true);
    expect(() => openArtifact(withPayload(payloadOf([altered])))).toThrow(refused);
    expect(() => openArtifact(withPayload(payloadOf([saved], centre.with(3, Number.NaN))))).toThrow(refused);
    for (const impossible of [Number.NaN, Number.POSITIVE_INFINITY, -0.1]) {
      const payload = payloadOf([saved], centre, spread.with(3, impossible));
      expect(() => openArtifact(withPayload(payload)), `a spread of ${impossible}`).toThrow(refused);
    }
  });

  it("refuses a payload that does not hold exactly its members, and one that inflates without end", () => {
    for (const payload of [
      payloadOf([]),
      payloadOf([saved, saved]),
      payloadOf([saved]).subarray(0, -1),
      payloadOf([saved], centre.subarray(1).slice()),
      payloadOf([saved], centre, spread.subarray(1).slice()),
      new Uint8Array(7),
    ]) {
      expect(() => openArtifact(withPayload(payload))).toThrow(refused);
    }
    const bomb = new Uint8Array(withPayload(new Uint8Array(1e7)));
    new DataView(bomb.buffer).setUint32(16, 100, true);
    expect(() => openArtifact(sealed(bomb))).toThrow(refused);
  });

  it("opens format 1: one member, no modes, the usual delay", () => {
    const { members: _members, modes: _modes, onWindows: _onWindows, ...before } = header;
    const opened = openArtifact(written(1, before, saved));
    expect(opened.header).toEqual({ ...header, modes: undefined });
    expect(opened.members).toHaveLength(1);
    expect(opened.centre).toBeUndefined();
    expect(opened.spread).toBeUndefined();
    expect(opened.model.score(set.sessions[0]!.windows[0]!)).toBe(model.score(set.sessions[0]!.windows[0]!));
    expect(() => openArtifact(written(2, before, payloadOf([saved])))).toThrow(refused);
  });

  it.each<[string, Record<string, unknown>]>([
    ["another number of features than the model", { featureNames: header.featureNames.slice(1) }],
    ["an unknown kind", { kind: "oracle" }],
    ["no threshold", { threshold: undefined }],
    ["a threshold of null, as JSON writes NaN", { threshold: Number.NaN }],
    ["a negative threshold", { threshold: -1 }],
    ["a point without a rate", { pointIds: ["point 1", "point 2"] }],
    [
      "a healthy spectrum of unequal rows",
      { healthy: { "point 1": { top: 1, low: [0], middle: [0, 0], high: [0, 0] } } },
    ],
    ["no members", { members: [] }],
    ["a member with another threshold than the header", { members: [{ ...header.members[0], threshold: 2 }] }],
    ["two members of one kind", { members: [header.members[0], header.members[0]] }],
    ["a member that smooths over nothing", { members: [{ ...header.members[0], smoothing: 0 }] }],
    ["a delay of no windows", { onWindows: 0 }],
    ["modes that are no modes", { modes: { modes: [{}] } }],
    ["sessions that are no list", { sessions: {} }],
    ["a name of a megabyte", { trainedBy: "x".repeat(1e6) }],
  ])("refuses a header with %s although the hash fits", (_, change) => {
    expect(() => openArtifact(withHeader(change))).toThrow(refused);
  });

  it("is not packed with a header that could not be opened again", () => {
    expect(() => packArtifact({ ...header, threshold: Number.NaN }, parts)).toThrow(refused);
    expect(() => packArtifact({ ...header, trainedAt: Number.POSITIVE_INFINITY }, parts)).toThrow(refused);
    expect(() => packArtifact(header, { ...parts, models: [] })).toThrow(refused);
    expect(() => packArtifact(header, { ...parts, centre: centre.subarray(1) })).toThrow(refused);
    expect(() => packArtifact(header, { ...parts, spread: spread.subarray(1) })).toThrow(refused);
  });

  it("says what is wrong and what to do", () => {
    expect(() => openArtifact(packed.with(100, packed[100]! ^ 1))).toThrow(/altered.*Learn the component anew/);
    expect(() => openArtifact(new TextEncoder().encode("x".repeat(100)))).toThrow(/not a micromodel/);
  });
});
