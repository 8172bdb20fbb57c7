import { createHash } from "node:crypto";
import { Fault } from "../domain/fault.ts";
import { type ArtifactHeader, readHeader } from "./artifactHeader.ts";
import type { Micromodel, MicromodelKind } from "./kind.ts";
import { kindOf } from "./kinds.ts";

/** "AUSCMODL" */
const magic = Uint8Array.from([0x41, 0x55, 0x53, 0x43, 0x4d, 0x4f, 0x44, 0x4c]);
const formatVersion = 1;
const prefixBytes = 20;
const hashBytes = 32;
const mostHeaderBytes = 4_000_000;
const mostPayloadBytes = 16_000_000;

export interface OpenedArtifact {
  readonly header: ArtifactHeader;
  readonly model: Micromodel;
  /** SHA-256 of the whole, in hex: the name of this very model. */
  readonly hash: string;
}

/**
 * A micromodel as one flat piece of bytes without code: magic (8), format version u32, header length u32, payload length u32,
 * header (JSON, UTF-8), payload (what the kind saves), SHA-256 over all before it. Integers are little-endian.
 * @throws Fault BAD_ARTIFACT when the header is not one that can be opened again
 */
export function packArtifact(header: ArtifactHeader, model: Micromodel): Uint8Array<ArrayBuffer> {
  readHeader(JSON.parse(JSON.stringify(header)));
  const kind: MicromodelKind = kindOf(header.kind);
  const text = new TextEncoder().encode(JSON.stringify(header));
  const payload = kind.save(model);
  if (text.length > mostHeaderBytes || payload.length > mostPayloadBytes) refuse("it is too large");
  const bytes = new Uint8Array(prefixBytes + text.length + payload.length + hashBytes);
  bytes.set(magic);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, formatVersion, true);
  view.setUint32(12, text.length, true);
  view.setUint32(16, payload.length, true);
  bytes.set(text, prefixBytes);
  bytes.set(payload, prefixBytes + text.length);
  bytes.set(digest(bytes.subarray(0, -hashBytes)), bytes.length - hashBytes);
  return bytes;
}

/**
 * Opens a stored micromodel; every byte is checked before any of it is used.
 * @throws Fault BAD_ARTIFACT when it is cut short, altered, too large, from a newer version, or does not fit together
 */
export function openArtifact(bytes: Uint8Array): OpenedArtifact {
  if (bytes.length < prefixBytes + hashBytes) refuse("it is cut short");
  if (magic.some((byte, index) => bytes[index] !== byte)) refuse("it is not a micromodel of Auscult");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(8, true);
  if (version !== formatVersion) refuse(`its format ${version} is not the format ${formatVersion} of this version`);
  const headerBytes = view.getUint32(12, true);
  const payloadBytes = view.getUint32(16, true);
  if (headerBytes > mostHeaderBytes || payloadBytes > mostPayloadBytes) refuse("it is too large");
  if (bytes.length !== prefixBytes + headerBytes + payloadBytes + hashBytes) refuse("it is cut short or has grown");
  const stored = bytes.subarray(-hashBytes);
  const computed = digest(bytes.subarray(0, -hashBytes));
  if (computed.some((byte, index) => stored[index] !== byte)) refuse("its bytes were altered (the hash differs)");
  const header = readHeader(parse(bytes.subarray(prefixBytes, prefixBytes + headerBytes)));
  const model = load(header, bytes.subarray(prefixBytes + headerBytes, -hashBytes));
  return { header, model, hash: Buffer.from(computed).toString("hex") };
}

function load(header: ArtifactHeader, payload: Uint8Array): Micromodel {
  try {
    const model = kindOf(header.kind).load(payload);
    // a model for another number of features would fail on every window; better refuse it here
    model.score(new Float32Array(header.featureNames.length));
    return model;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === "BAD_ARTIFACT") throw thrown;
    return refuse(thrown instanceof Error ? thrown.message : String(thrown), thrown);
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
