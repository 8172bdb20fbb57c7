import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { healthyComponent } from "../../test/makers/healthyComponent.ts";
import { openArtifact, packArtifact } from "./artifact.ts";
import type { ArtifactHeader } from "./artifactHeader.ts";
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
  heldOut: { median: 0.6, max: 1.1 },
  sessions: [{ from: 0, to: 60_000, windows: 60 }],
  trainedAt: 1_700_000_000_000,
  trainedBy: "Märta Öberg",
  seed: 1,
  healthy: { "point 1": { top: 12_800, low: [-90, -80], middle: [-85, -75], high: [-80, -70] } },
};
const packed = packArtifact(header, model);
const refused = expect.objectContaining({ code: "BAD_ARTIFACT" });

/** With a hash that fits, so that what lies behind the hash is tried. */
function sealed(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  const copy = bytes.slice();
  copy.set(createHash("sha256").update(copy.subarray(0, -32)).digest(), copy.length - 32);
  return copy;
}

/** The artifact with another header, sealed. */
function withHeader(change: Record<string, unknown>): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify({ ...header, ...change }));
  const payload = sessionDistance.save(model);
  const bytes = new Uint8Array(20 + text.length + payload.length + 32);
  bytes.set(packed.subarray(0, 20));
  new DataView(bytes.buffer).setUint32(12, text.length, true);
  bytes.set(text, 20);
  bytes.set(payload, 20 + text.length);
  return sealed(bytes);
}

describe("artifact", () => {
  it("comes back as it was, named by the hash of its bytes", () => {
    const opened = openArtifact(packed);
    expect(opened.header).toEqual(header);
    expect(opened.hash).toBe(createHash("sha256").update(packed.subarray(0, -32)).digest("hex"));
    for (const window of set.sessions[1]!.windows) expect(opened.model.score(window)).toBe(model.score(window));
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

  it("refuses NaN among the weights although the hash fits", () => {
    const altered = packed.slice();
    const view = new DataView(altered.buffer);
    const payload = 20 + view.getUint32(12, true);
    const terms = view.getUint32(payload + 4, true);
    view.setFloat32(payload + 16 + 8 * terms, Number.NaN, true);
    expect(() => openArtifact(sealed(altered))).toThrow(refused);
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
    ["sessions that are no list", { sessions: {} }],
    ["a name of a megabyte", { trainedBy: "x".repeat(1e6) }],
  ])("refuses a header with %s although the hash fits", (_, change) => {
    expect(() => openArtifact(withHeader(change))).toThrow(refused);
  });

  it("is not packed with a header that could not be opened again", () => {
    expect(() => packArtifact({ ...header, threshold: Number.NaN }, model)).toThrow(refused);
    expect(() => packArtifact({ ...header, trainedAt: Number.POSITIVE_INFINITY }, model)).toThrow(refused);
  });

  it("says what is wrong and what to do", () => {
    expect(() => openArtifact(packed.with(100, packed[100]! ^ 1))).toThrow(/altered.*Learn the component anew/);
    expect(() => openArtifact(new TextEncoder().encode("x".repeat(100)))).toThrow(/not a micromodel/);
  });
});
