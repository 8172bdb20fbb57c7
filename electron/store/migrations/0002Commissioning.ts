import type { Migration } from "./migration.ts";

/**
 * What commissioning keeps: how a machine ran while it was learned from and what it sounded like then, pieces of the raw signal,
 * the report card of a model and the word of the engineer who put it into service, budgets, tags, who decided what, and runs that are
 * under way.
 * Rows of the first version stay as they are: sessions without spectra, models without a card.
 */
export const commissioning: Migration = {
  version: 2,
  name: "commissioning",
  apply(connection) {
    connection.execute(sessions);
    connection.execute(models);
    connection.execute(wishes);
    connection.execute(runs);
  },
};

const sessions = `
  ALTER TABLE healthy_sessions ADD COLUMN tag TEXT;
  ALTER TABLE healthy_sessions ADD COLUMN spectra TEXT;
  ALTER TABLE healthy_sessions ADD COLUMN unusable INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE healthy_sessions ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX healthy_session_facts ON healthy_sessions (component_id, "from", "to", recipe, points, pending, window_count);
  CREATE TABLE healthy_excerpts (
    component_id TEXT NOT NULL, "from" REAL NOT NULL, number INTEGER NOT NULL,
    hash TEXT NOT NULL, bytes INTEGER NOT NULL, lengths TEXT NOT NULL, PRIMARY KEY (component_id, "from", number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX healthy_excerpts_by_hash ON healthy_excerpts (hash);
`;

const models = `
  ALTER TABLE models ADD COLUMN card TEXT;
  ALTER TABLE models ADD COLUMN serves_since REAL;
  ALTER TABLE models ADD COLUMN override_by TEXT;
  ALTER TABLE models ADD COLUMN override_reason TEXT;
  ALTER TABLE models ADD COLUMN override_at REAL;
  UPDATE models SET serves_since = trained_at WHERE in_service = 1;
`;

const wishes = `
  CREATE TABLE alarm_budgets (
    component_id TEXT PRIMARY KEY, alarms INTEGER NOT NULL, per TEXT NOT NULL, "by" TEXT NOT NULL, time REAL NOT NULL
  ) STRICT;
  CREATE TABLE operating_tags (machine_id TEXT PRIMARY KEY, tag TEXT NOT NULL, "by" TEXT NOT NULL, time REAL NOT NULL) STRICT;
  CREATE TABLE model_decisions (
    number INTEGER PRIMARY KEY, component_id TEXT NOT NULL, time REAL NOT NULL, "by" TEXT NOT NULL, decision TEXT NOT NULL
  ) STRICT;
  CREATE INDEX model_decisions_by_component ON model_decisions (component_id, number);
`;

const runs = `
  CREATE TABLE learning_runs (
    component_id TEXT PRIMARY KEY, number INTEGER NOT NULL, saved_at REAL NOT NULL, wish TEXT NOT NULL, collected TEXT
  ) STRICT;
  CREATE TABLE learning_windows (
    component_id TEXT NOT NULL REFERENCES learning_runs (component_id) ON DELETE CASCADE, number INTEGER NOT NULL,
    window_count INTEGER NOT NULL, windows BLOB NOT NULL, PRIMARY KEY (component_id, number)
  ) STRICT, WITHOUT ROWID;
`;
