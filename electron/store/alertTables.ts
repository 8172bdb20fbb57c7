import type { Alert, AlertPhase, AlertStep, Deviation, Evidence } from "../domain/alert.ts";
import { Fault } from "../domain/fault.ts";
import type { ComponentId, MachineId } from "../domain/plant.ts";
import type { UtcMilliseconds } from "../domain/units.ts";
import type { Connection, Parameter } from "./connection.ts";

/** The names at the time of the alert: it stays readable when the plant changes. */
export interface AlertNames {
  readonly machineName: string;
  readonly componentName: string;
}

export interface StoredAlert extends Alert, AlertNames {
  /** The last thing a person did to it; empty when nobody has. */
  readonly lastComment: string;
  readonly lastBy: string;
}

export interface AlertFilter {
  /** Open: everything that is not back to normal. */
  readonly show: "open" | "all";
  readonly phases?: readonly AlertPhase[] | undefined;
  readonly componentId?: ComponentId | undefined;
  readonly machineId?: MachineId | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface AlertPage {
  readonly alerts: readonly StoredAlert[];
  readonly total: number;
  /** Over the whole plant, whatever the filter: `unacknowledged` and `returned` both wait for a person. */
  readonly unacknowledged: number;
}

type Nullable<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> | null };
type Row = Nullable<Required<Omit<StoredAlert, "deviation">>> & { readonly deviation: string | null };

const columns = `id, component_id AS componentId, machine_id AS machineId, component_name AS componentName,
  machine_name AS machineName, phase, priority, raised_at AS raisedAt, changed_at AS changedAt, cleared_at AS clearedAt,
  shelved_until AS shelvedUntil, peak_score AS peakScore, threshold, model_version AS modelVersion, deviation,
  last_comment AS lastComment, last_by AS lastBy`;

/** Alerts, what happened to each, and its evidence. Everything is on the disk when a call returns. */
export class AlertTables {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A new alert, with the step that raised it as the first of its history. @throws Fault CONFLICT when the id is taken */
  insert(alert: Alert, names: AlertNames): void {
    this.#connection.transaction(() => {
      if (this.#connection.one("SELECT 1 FROM alerts WHERE id = ?", alert.id)) {
        throw new Fault("CONFLICT", `Alert ${alert.id} is already recorded.`, { details: { id: alert.id } });
      }
      this.#connection.run(
        `INSERT INTO alerts (component_id, machine_id, phase, priority, raised_at, changed_at, cleared_at, shelved_until,
           peak_score, threshold, model_version, deviation, id, component_name, machine_name)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...changeable(alert),
        alert.id,
        names.componentName,
        names.machineName,
      );
      this.#append(alert.id, { time: alert.raisedAt, from: "normal", to: alert.phase, by: "", comment: "" });
    });
  }

  /** The alert as it is now, and what happened; without a step only its figures changed. @throws Fault NOT_FOUND */
  update(alert: Alert, step?: AlertStep | readonly AlertStep[]): void {
    this.#connection.transaction(() => {
      const changed = this.#connection.run(
        `UPDATE alerts SET component_id = ?, machine_id = ?, phase = ?, priority = ?, raised_at = ?, changed_at = ?,
           cleared_at = ?, shelved_until = ?, peak_score = ?, threshold = ?, model_version = ?, deviation = ? WHERE id = ?`,
        ...changeable(alert),
        alert.id,
      );
      if (changed === 0) throw missing(alert.id);
      const steps: readonly AlertStep[] = step === undefined ? [] : "length" in step ? step : [step];
      for (const one of steps) this.#append(alert.id, one);
    });
  }

  /** @throws Fault NOT_FOUND */
  get(id: string): StoredAlert {
    const row = this.#connection.one<Row>(`SELECT ${columns} FROM alerts WHERE id = ?`, id);
    if (!row) throw missing(id);
    return fromRow(row);
  }

  /** Oldest first. */
  history(id: string): AlertStep[] {
    return this.#connection
      .all<AlertStep>(
        `SELECT time, "from", "to", "by", comment FROM alert_steps WHERE alert_id = ? ORDER BY number`,
        id,
      )
      .map((row) => ({ ...row }));
  }

  /** Newest first. */
  list(filter: AlertFilter): AlertPage {
    const { where, values } = condition(filter);
    const alerts = this.#connection
      .all<Row>(
        `SELECT ${columns} FROM alerts ${where} ORDER BY raised_at DESC, id DESC LIMIT ? OFFSET ?`,
        ...values,
        filter.limit,
        filter.offset,
      )
      .map(fromRow);
    return {
      alerts,
      total: this.#count(where, values),
      unacknowledged: this.#count("WHERE phase <> 'normal' AND phase IN ('unacknowledged', 'returned')", []),
    };
  }

  /** How many alerts of a component were raised at that moment or later. */
  countSince(componentId: ComponentId, since: UtcMilliseconds): number {
    const sql = "SELECT count(*) AS count FROM alerts WHERE component_id = ? AND raised_at >= ?";
    return this.#connection.one<{ count: number }>(sql, componentId, since)!.count;
  }

  /** Every alert that is not back to normal, oldest first: what the state machines resume from. */
  open(): StoredAlert[] {
    return this.#connection
      .all<Row>(`SELECT ${columns} FROM alerts WHERE phase <> 'normal' ORDER BY raised_at, id`)
      .map(fromRow);
  }

  /** Takes the place of earlier evidence of the same alert. @throws Fault NOT_FOUND */
  saveEvidence(alertId: string, evidence: Evidence): void {
    this.#connection.transaction(() => {
      if (!this.#connection.one("SELECT 1 FROM alerts WHERE id = ?", alertId)) throw missing(alertId);
      this.#connection.run(
        `INSERT INTO alert_evidence (alert_id, evidence) VALUES (?, ?)
           ON CONFLICT DO UPDATE SET evidence = excluded.evidence`,
        alertId,
        JSON.stringify(evidence),
      );
      this.#connection.run("DELETE FROM evidence_uses WHERE alert_id = ?", alertId);
      for (const { recording } of evidence.points) {
        if (recording === "") continue;
        this.#connection.run(
          "INSERT INTO evidence_uses (hash, alert_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
          recording,
          alertId,
        );
      }
    });
  }

  evidence(alertId: string): Evidence | undefined {
    const row = this.#connection.one<{ evidence: string }>(
      "SELECT evidence FROM alert_evidence WHERE alert_id = ?",
      alertId,
    );
    return row && (JSON.parse(row.evidence) as Evidence);
  }

  #append(id: string, step: AlertStep): void {
    this.#connection.run(
      `INSERT INTO alert_steps (alert_id, number, time, "from", "to", "by", comment)
         SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6 FROM alert_steps WHERE alert_id = ?1`,
      id,
      step.time,
      step.from,
      step.to,
      step.by,
      step.comment,
    );
    if (step.by === "") return;
    this.#connection.run("UPDATE alerts SET last_comment = ?, last_by = ? WHERE id = ?", step.comment, step.by, id);
  }

  #count(where: string, values: readonly Parameter[]): number {
    return this.#connection.one<{ count: number }>(`SELECT count(*) AS count FROM alerts ${where}`, ...values)!.count;
  }
}

function condition(filter: AlertFilter): { where: string; values: Parameter[] } {
  const parts: string[] = [];
  const values: Parameter[] = [];
  if (filter.show === "open") parts.push("phase <> 'normal'");
  if (filter.phases && filter.phases.length > 0) {
    parts.push(`phase IN (${filter.phases.map(() => "?")})`);
    values.push(...filter.phases);
  }
  if (filter.componentId !== undefined) {
    parts.push("component_id = ?");
    values.push(filter.componentId);
  }
  if (filter.machineId !== undefined) {
    parts.push("machine_id = ?");
    values.push(filter.machineId);
  }
  return { where: parts.length > 0 ? `WHERE ${parts.join(" AND ")}` : "", values };
}

function changeable(alert: Alert): Parameter[] {
  return [
    alert.componentId,
    alert.machineId,
    alert.phase,
    alert.priority,
    alert.raisedAt,
    alert.changedAt,
    alert.clearedAt ?? null,
    alert.shelvedUntil ?? null,
    alert.peakScore,
    alert.threshold,
    alert.modelVersion,
    alert.deviation ? JSON.stringify(alert.deviation) : null,
  ];
}

function fromRow(row: Row): StoredAlert {
  const { clearedAt, shelvedUntil, deviation, ...rest } = row;
  return {
    ...(rest as StoredAlert),
    ...(clearedAt === null ? {} : { clearedAt }),
    ...(shelvedUntil === null ? {} : { shelvedUntil }),
    ...(deviation === null ? {} : { deviation: JSON.parse(deviation) as Deviation }),
  };
}

function missing(id: string): Fault {
  return new Fault("NOT_FOUND", `There is no alert ${id} on this station.`, { details: { id } });
}
