import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../domain/fault.ts";
import type { ComponentId } from "../domain/plant.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Connection } from "./connection.ts";
import { keepFile } from "./keepFile.ts";

export interface ModelMeta {
  readonly version: number;
  /** Of the artifact, in lower-case hex: the file is named by it. The artifact checks it when it is loaded. */
  readonly hash: string;
  readonly kind: string;
  readonly recipe: string;
  readonly trainedAt: UtcMilliseconds;
  readonly trainedBy: string;
}

export interface StoredModel extends ModelMeta {
  readonly componentId: ComponentId;
  readonly inService: boolean;
}

const columns = `component_id AS componentId, version, hash, kind, recipe, trained_at AS trainedAt,
  trained_by AS trainedBy, in_service AS inService`;

/** The register of micromodels: artifacts as files named by hash, and which version serves. */
export class ModelTable {
  readonly #connection: Connection;
  readonly #folder: string;

  constructor(connection: Connection, folder: string) {
    this.#connection = connection;
    this.#folder = folder;
  }

  /**
   * Keeps an artifact; it does not serve before `putInService`. The file is on the disk before the row that names it.
   * @throws Fault CONFLICT when the version exists; BAD_INPUT for a hash that is not one; STORE_FAILED
   */
  put(componentId: ComponentId, bytes: Uint8Array, meta: ModelMeta): void {
    const path = this.#path(meta.hash);
    if (
      this.#connection.one("SELECT 1 FROM models WHERE component_id = ? AND version = ?", componentId, meta.version)
    ) {
      throw new Fault("CONFLICT", `Version ${meta.version} of the micromodel of ${componentId} exists already.`, {
        details: { componentId, version: meta.version },
      });
    }
    keepFile(path, bytes);
    this.#connection.run(
      `INSERT INTO models (component_id, version, hash, kind, recipe, trained_at, trained_by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      componentId,
      meta.version,
      meta.hash,
      meta.kind,
      meta.recipe,
      meta.trainedAt,
      meta.trainedBy,
    );
  }

  /** The version that serves takes the place of the one before in one step. @throws Fault NOT_FOUND */
  putInService(componentId: ComponentId, version: number): void {
    this.#connection.transaction(() => {
      this.#connection.run("UPDATE models SET in_service = 0 WHERE component_id = ? AND in_service = 1", componentId);
      const changed = this.#connection.run(
        "UPDATE models SET in_service = 1 WHERE component_id = ? AND version = ?",
        componentId,
        version,
      );
      if (changed === 0) {
        throw new Fault("NOT_FOUND", `There is no version ${version} of the micromodel of ${componentId}.`, {
          details: { componentId, version },
        });
      }
    });
  }

  inService(componentId: ComponentId): { version: number; hash: string; path: string } | undefined {
    const row = this.#connection.one<{ version: number; hash: string }>(
      "SELECT version, hash FROM models WHERE component_id = ? AND in_service = 1",
      componentId,
    );
    return row && { version: row.version, hash: row.hash, path: this.#path(row.hash) };
  }

  /** Newest first. */
  list(componentId: ComponentId): StoredModel[] {
    return this.#connection
      .all<Omit<StoredModel, "inService"> & { inService: number }>(
        `SELECT ${columns} FROM models WHERE component_id = ? ORDER BY version DESC`,
        componentId,
      )
      .map((row) => ({ ...row, inService: row.inService === 1 }));
  }

  nextVersion(componentId: ComponentId): number {
    const row = this.#connection.one<{ version: number }>(
      "SELECT coalesce(max(version), 0) + 1 AS version FROM models WHERE component_id = ?",
      componentId,
    );
    return row!.version;
  }

  /** As they are on the disk, unchecked: whoever loads them compares the hash. @throws Fault NOT_FOUND */
  readBytes(hash: string): Uint8Array<ArrayBuffer> {
    const path = this.#path(hash);
    try {
      return new Uint8Array(readFileSync(path));
    } catch (thrown) {
      throw new Fault("NOT_FOUND", `The micromodel file ${path} cannot be read. Let the component learn again.`, {
        cause: thrown,
        details: { path, hash },
      });
    }
  }

  #path(hash: string): string {
    if (!/^[0-9a-f]{8,128}$/.test(hash)) throw new Fault("BAD_INPUT", `"${hash}" is not the hash of a micromodel.`);
    return join(this.#folder, `${hash}.micromodel`);
  }
}
