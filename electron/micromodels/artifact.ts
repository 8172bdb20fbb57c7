import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { Fault } from "../domain/fault.ts";
import { type ArtifactHeader, type MemberHeader, readHeader } from "./artifactHeader.ts";
import type { Micromodel, MicromodelKind } from "./kind.ts";
import { kindOf } from "./kinds.ts";

/** "AUSCMODL" */
const magic = Uint8Array.from([0x41, 0x55, 0x53, 0x43, 0x4d, 0x4f, 0x44, 0x4c]);
const prefixBytes = 20;
const hashBytes = 32;
const mostHeaderBytes = 4_000_000;
const mostPayloadBytes = 16_000_000;

/** What scores: one model per member of the header. */
export interface ModelParts {
  /** In the order of the header's members. */
  readonly models: readonly Micromodel[];
  /** Shape [features]: mean of the healthy windows; a change is told from it. Missing in models of format 1. */
  readonly centre: Float32Array | undefined;
  /** Shape [features]: healthy deviation of the fine detail, 0 where a feature is none of it. Missing in models of format 1. */
  readonly spread: Float32Array | undefined;
}

export interface OpenedMember extends MemberHeader {
  readonly model: Micromodel;
}

export interface OpenedArtifact {
  readonly header: ArtifactHeader;
  readonly members: readonly OpenedMember[];
  /** Of the timbre member. */
  readonly model: Micromodel;
  readonly centre: Float32Array | undefined;
  readonly spread: Float32Array | undefined;
  /** SHA-256 of the whole, in hex: the name of this very model. */
  readonly hash: string;
}

/**
 * Micromodels of one component as one flat piece of bytes without code: magic (8), format version u32, header length u32, payload
 * length u32, body, SHA-256 over all before it. Body: header (JSON, UTF-8) and payload, in format 2 deflated together (names and
 * spectra shrink to a quarter). Payload of format 2: healthy centre float32 [features], spread float32 [features], then for each member u32 length and what its
 * kind saves; of format 1: what the only kind saves. Integers and floats are little-endian.
 * @throws Fault BAD_ARTIFACT when the header is not one that can be opened again, or does not fit the parts
 */
export function packArtifact(header: ArtifactHeader, parts: ModelParts): Uint8Array<ArrayBuffer> {
  readHeader(JSON.parse(JSON.stringify(header)), 2);
  const { models, centre, spread } = parts;
  const features = header.featureNames.length;
  if (models.length !== header.members.length || centre?.length !== features || spread?.length !== features) {
    return refuse("its parts do not fit together");
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const saved = models.map((model, index) => kindOf(header.members[index]!.kind).save(model));
  const payload = joinPayload([centre, spread], saved);
  if (text.length > mostHeaderBytes || payload.length > mostPayloadBytes) refuse("it is too large");
  const body = deflateRawSync(Buffer.concat([text, payload]), { level: 9 });
  const bytes = new Uint8Array(prefixBytes + body.length + hashBytes);
  bytes.set(magic);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, 2, true);
  view.setUint32(12, text.length, true);
  view.setUint32(16, payload.length, true);
  bytes.set(body, prefixBytes);
  bytes.set(digest(bytes.subarray(0, -hashBytes)), bytes.length - hashBytes);
  return bytes;
}

/** What one model takes of an artifact. */
export function packedBytes(kind: MicromodelKind, model: Micromodel): number {
  return deflateRawSync(kind.save(model), { level: 9 }).length;
}

/**
 * Opens stored micromodels of format 1 or 2; every byte is checked before any of it is used.
 * @throws Fault BAD_ARTIFACT when it is cut short, altered, too large, from a newer version, or does not fit together
 */
export function openArtifact(bytes: Uint8Array): OpenedArtifact {
  if (bytes.length < prefixBytes + hashBytes) refuse("it is cut short");
  if (magic.some((byte, index) => bytes[index] !== byte)) refuse("it is not a micromodel of Auscult");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = view.getUint32(8, true);
  if (format !== 1 && format !== 2) return refuse(`its format ${format} is newer than this version of Auscult`);
  const headerBytes = view.getUint32(12, true);
  const payloadBytes = view.getUint32(16, true);
  if (headerBytes > mostHeaderBytes || payloadBytes > mostPayloadBytes) refuse("it is too large");
  const stored = bytes.subarray(-hashBytes);
  const computed = digest(bytes.subarray(0, -hashBytes));
  if (computed.some((byte, index) => stored[index] !== byte))
    refuse("it is cut short or was altered (the hash differs)");
  const packed = bytes.subarray(prefixBytes, -hashBytes);
  const body = format === 1 ? packed : inflate(packed, headerBytes + payloadBytes);
  if (body.length !== headerBytes + payloadBytes) refuse("its lengths do not fit together");
  const header = readHeader(parse(body.subarray(0, headerBytes)), format);
  const payload = body.subarray(headerBytes);
  const parts =
    format === 1 ? { centre: undefined, spread: undefined, saved: [payload] } : splitPayload(payload, header);
  const members = header.members.map((member, index) => {
    return { ...member, model: load(member.kind, header.featureNames.length, parts.saved[index]!) };
  });
  return {
    header,
    members,
    model: members[0]!.model,
    centre: parts.centre,
    spread: parts.spread,
    hash: Buffer.from(computed).toString("hex"),
  };
}

function joinPayload(healthy: readonly Float32Array[], saved: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const floats = healthy.flatMap((values) => [...values]);
  const length = saved.reduce((sum, bytes) => sum + 4 + bytes.length, 4 * floats.length);
  const payload = new Uint8Array(length);
  const view = new DataView(payload.buffer);
  floats.forEach((value, j) => {
    view.setFloat32(4 * j, value, true);
  });
  let at = 4 * floats.length;
  for (const bytes of saved) {
    view.setUint32(at, bytes.length, true);
    payload.set(bytes, at + 4);
    at += 4 + bytes.length;
  }
  return payload;
}

function splitPayload(payload: Uint8Array, { featureNames, members }: ArtifactHeader) {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const features = featureNames.length;
  let at = 8 * features;
  if (payload.length < at) refuse("its healthy centre is cut short");
  const floats = (from: number) => Float32Array.from(featureNames, (_, j) => view.getFloat32(4 * (from + j), true));
  const [centre, spread] = [floats(0), floats(features)];
  if (!centre.every(Number.isFinite)) refuse("its healthy centre holds numbers that are not finite");
  if (!spread.every((value) => Number.isFinite(value) && value >= 0)) refuse("its healthy spread is impossible");
  const saved = members.map(() => {
    const length = at + 4 <= payload.length ? view.getUint32(at, true) : Number.POSITIVE_INFINITY;
    if (at + 4 + length > payload.length) refuse("a member is cut short");
    at += 4 + length;
    return payload.subarray(at - length, at);
  });
  if (at !== payload.length) refuse("it has grown");
  return { centre, spread, saved };
}

function load(kind: string, features: number, payload: Uint8Array): Micromodel {
  try {
    const model = kindOf(kind).load(payload);
    // a model for another number of features would fail on every window; better refuse it here
    model.score(new Float32Array(features));
    return model;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === "BAD_ARTIFACT") throw thrown;
    return refuse(thrown instanceof Error ? thrown.message : String(thrown), thrown);
  }
}

function inflate(bytes: Uint8Array, length: number): Uint8Array {
  try {
    // copied into memory of its own: views of floats must not depend on where a pool put it
    return Uint8Array.from(inflateRawSync(bytes, { maxOutputLength: Math.max(1, length) }));
  } catch (thrown) {
    return refuse("its body is unreadable", thrown);
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (thrown) {
    return refuse("its header is unreadable", thrown);
  }
}

function digest(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}

function refuse(reason: string, cause?: unknown): never {
  throw new Fault("BAD_ARTIFACT", `The micromodel cannot be used: ${reason}. Learn the component anew.`, { cause });
}
