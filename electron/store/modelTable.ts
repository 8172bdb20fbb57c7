import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../domain/fault.ts";
import type { ComponentId } from "../domain/plant.ts";
import type { Override, ReportCard } from "../domain/reportCard.ts";
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
  /** When it was last put into service. */
  readonly servesSince?: UtcMilliseconds | undefined;
  /** The engineer's word it serves by although a gate failed. */
  readonly override?: Override | undefined;
}

interface Row extends ModelMeta {
  readonly componentId: ComponentId;
  readonly inService: number;
  readonly servesSince: number | null;
  readonly by: string | null;
  readonly reason: string | null;
  readonly at: number | null;
}

const columns = `component_id AS componentId, version, hash, kind, recipe, trained_at AS trainedAt, trained_by AS trainedBy,
  in_service AS inService, serves_since AS servesSince, override_by AS "by", override_reason AS reason, override_at AS at`;

/** Versions of a component that are kept: enough to go back; each is a file of some tens of kilobytes. */
const versionsKept = 10;

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
  put(componentId: ComponentId, bytes: Uint8Array, meta: ModelMeta, card?: ReportCard): void {
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
      `INSERT INTO models (component_id, version, hash, kind, recipe, trained_at, trained_by, card)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      componentId,
      meta.version,
      meta.hash,
      meta.kind,
      meta.recipe,
      meta.trainedAt,
      meta.trainedBy,
      card === undefined ? null : JSON.stringify(card),
    );
  }

  /**
   * The version that serves takes the place of the one before in one step.
   * @param override the engineer's word, when a gate of it failed: kept with the version
   * @throws Fault NOT_FOUND
   */
  putInService(componentId: ComponentId, version: number, now: UtcMilliseconds, override?: Override): void {
    this.#connection.transaction(() => {
      this.#connection.run("UPDATE models SET in_service = 0 WHERE component_id = ? AND in_service = 1", componentId);
      const changed = this.#connection.run(
        `UPDATE models SET in_service = 1, serves_since = ?, override_by = ?, override_reason = ?, override_at = ?
           WHERE component_id = ? AND version = ?`,
        now,
        override?.by ?? null,
        override?.reason ?? null,
        override?.at ?? null,
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
      .all<Row>(`SELECT ${columns} FROM models WHERE component_id = ? ORDER BY version DESC`, componentId)
      .map(fromRow);
  }

  /** undefined for a version that is not kept, and for one of the first versions of Auscult, which made no cards. */
  card(componentId: ComponentId, version: number): ReportCard | undefined {
    const row = this.#connection.one<{ card: string | null }>(
      "SELECT card FROM models WHERE component_id = ? AND version = ?",
      componentId,
      version,
    );
    return row?.card ? (JSON.parse(row.card) as ReportCard) : undefined;
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

  /**
   * Deletes versions beyond the newest ten of a component, never the one that serves or one that an open alert was raised by.
   * @returns versions deleted, at most `budget`
   */
  prune(budget: number): number {
    const old = this.#connection.all<{ componentId: ComponentId; version: number; hash: string }>(
      `SELECT component_id AS componentId, version, hash FROM (
         SELECT *, row_number() OVER (PARTITION BY component_id ORDER BY version DESC) AS place FROM models) AS model
       WHERE place > ? AND in_service = 0 AND NOT EXISTS (
         SELECT 1 FROM alerts WHERE alerts.component_id = model.component_id AND alerts.model_version = model.version
           AND alerts.phase <> 'normal') LIMIT ?`,
      versionsKept,
      budget,
    );
    for (const { componentId, version, hash } of old) {
      // The file first: should we be interrupted, the row is found again at the next turn.
      rmSync(this.#path(hash), { force: true });
      this.#connection.run("DELETE FROM models WHERE component_id = ? AND version = ?", componentId, version);
    }
    return old.length;
  }

  #path(hash: string): string {
    if (!/^[0-9a-f]{8,128}$/.test(hash)) throw new Fault("BAD_INPUT", `"${hash}" is not the hash of a micromodel.`);
    return join(this.#folder, `${hash}.micromodel`);
  }
}

function fromRow({ inService, servesSince, by, reason, at, ...model }: Row): StoredModel {
  return {
    ...model,
    inService: inService === 1,
    ...(servesSince !== null && { servesSince }),
    ...(by !== null && reason !== null && at !== null && { override: { by, reason, at } }),
  };
}
