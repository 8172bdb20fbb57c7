import type { Migration } from "./migration.ts";

/**
 * The first shape of the store. Alerts, trends and features do not refer to the plant's tables: they stay readable when a
 * machine is removed. Trends and features name their component by a small number, because a year has millions of rows.
 */
export const firstTables: Migration = {
  version: 1,
  name: "first tables",
  apply(connection) {
    connection.execute(plant);
    connection.execute(measurements);
    connection.execute(alerts);
    connection.execute(files);
  },
};

const plant = `
  CREATE TABLE site (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
  CREATE TABLE machines (
    id TEXT PRIMARY KEY, site_id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    place INTEGER NOT NULL, rated_speed REAL
  ) STRICT;
  CREATE TABLE components (
    id TEXT PRIMARY KEY, machine_id TEXT NOT NULL REFERENCES machines (id) ON DELETE CASCADE,
    name TEXT NOT NULL, kind TEXT NOT NULL, place INTEGER NOT NULL, out_of_service INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX components_by_machine ON components (machine_id);
  CREATE TABLE devices (
    id TEXT PRIMARY KEY, driver TEXT NOT NULL, address TEXT NOT NULL, name TEXT NOT NULL,
    sample_rate REAL NOT NULL, channel_count INTEGER NOT NULL, settings TEXT NOT NULL
  ) STRICT;
  CREATE TABLE points (
    id TEXT PRIMARY KEY, component_id TEXT NOT NULL REFERENCES components (id) ON DELETE CASCADE,
    name TEXT NOT NULL, quantity TEXT NOT NULL, unit TEXT NOT NULL, sensitivity REAL NOT NULL CHECK (sensitivity <> 0),
    mounting TEXT NOT NULL, direction TEXT NOT NULL,
    device_id TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE, channel INTEGER NOT NULL, sample_rate REAL NOT NULL
  ) STRICT;
  CREATE INDEX points_by_component ON points (component_id);
  CREATE INDEX points_by_device ON points (device_id);
`;

const trend = (table: string) => `
  CREATE TABLE ${table} (
    source INTEGER NOT NULL, time INTEGER NOT NULL, min REAL NOT NULL, max REAL NOT NULL, sum REAL NOT NULL,
    count INTEGER NOT NULL, PRIMARY KEY (source, time)
  ) STRICT, WITHOUT ROWID;
`;

const measurements = `
  CREATE TABLE sources (number INTEGER PRIMARY KEY, component_id TEXT NOT NULL UNIQUE) STRICT;
  ${trend("trend_second")} ${trend("trend_minute")} ${trend("trend_hour")}
  CREATE TABLE features (
    source INTEGER NOT NULL, recipe TEXT NOT NULL, time INTEGER NOT NULL, "values" BLOB NOT NULL,
    PRIMARY KEY (source, recipe, time)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE gaps (
    number INTEGER PRIMARY KEY, device_id TEXT NOT NULL, "from" REAL NOT NULL, "to" REAL NOT NULL,
    lost_samples INTEGER NOT NULL, reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX gaps_by_device ON gaps (device_id, "from");
  CREATE INDEX gaps_by_time ON gaps ("from");
`;

const alerts = `
  CREATE TABLE alerts (
    id TEXT PRIMARY KEY, component_id TEXT NOT NULL, machine_id TEXT NOT NULL,
    component_name TEXT NOT NULL, machine_name TEXT NOT NULL, phase TEXT NOT NULL, priority TEXT NOT NULL,
    raised_at REAL NOT NULL, changed_at REAL NOT NULL, cleared_at REAL, shelved_until REAL,
    peak_score REAL NOT NULL, threshold REAL NOT NULL, model_version INTEGER NOT NULL, deviation TEXT,
    last_comment TEXT NOT NULL DEFAULT '', last_by TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX alerts_by_time ON alerts (raised_at DESC, id DESC);
  CREATE INDEX alerts_by_component ON alerts (component_id, raised_at DESC);
  CREATE INDEX alerts_by_machine ON alerts (machine_id, raised_at DESC);
  CREATE INDEX alerts_open ON alerts (phase, raised_at DESC) WHERE phase <> 'normal';
  CREATE TABLE alert_steps (
    alert_id TEXT NOT NULL REFERENCES alerts (id), number INTEGER NOT NULL, time REAL NOT NULL,
    "from" TEXT NOT NULL, "to" TEXT NOT NULL, "by" TEXT NOT NULL, comment TEXT NOT NULL, PRIMARY KEY (alert_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE alert_evidence (alert_id TEXT PRIMARY KEY REFERENCES alerts (id), evidence TEXT NOT NULL) STRICT;
  CREATE TABLE labels (
    id TEXT PRIMARY KEY, component_id TEXT NOT NULL, alert_id TEXT, "from" REAL NOT NULL, "to" REAL NOT NULL,
    mechanism TEXT NOT NULL, comment TEXT NOT NULL, author TEXT NOT NULL, time REAL NOT NULL
  ) STRICT;
  CREATE INDEX labels_by_component ON labels (component_id, "from");
`;

const files = `
  CREATE TABLE evidence_files (hash TEXT PRIMARY KEY, bytes INTEGER NOT NULL, time REAL NOT NULL) STRICT;
  CREATE INDEX evidence_files_by_time ON evidence_files (time);
  CREATE TABLE evidence_uses (hash TEXT NOT NULL, alert_id TEXT NOT NULL, PRIMARY KEY (hash, alert_id)) STRICT, WITHOUT ROWID;
  CREATE TABLE models (
    component_id TEXT NOT NULL, version INTEGER NOT NULL, hash TEXT NOT NULL, kind TEXT NOT NULL, recipe TEXT NOT NULL,
    trained_at REAL NOT NULL, trained_by TEXT NOT NULL, in_service INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (component_id, version)
  ) STRICT;
  CREATE UNIQUE INDEX one_model_in_service ON models (component_id) WHERE in_service = 1;
  CREATE TABLE healthy_sessions (
    component_id TEXT NOT NULL, "from" REAL NOT NULL, "to" REAL NOT NULL, recipe TEXT NOT NULL, points TEXT NOT NULL,
    window_count INTEGER NOT NULL, windows BLOB NOT NULL, PRIMARY KEY (component_id, "from")
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
