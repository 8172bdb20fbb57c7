import type { Migration } from "./migration.ts";

/**
 * What real sensors need: points that are values instead of waveforms, with the response and the calibration of their sensor; losses
 * and clock of every device; recordings and when they start by themselves. Rows of the versions before stay as they are.
 */
export const devices: Migration = {
  version: 3,
  name: "devices",
  apply(connection) {
    connection.execute(points);
    connection.execute(losses);
    connection.execute(recordings);
  },
};

const points = `
  ALTER TABLE devices ADD COLUMN channels TEXT;
  ALTER TABLE points ADD COLUMN signal TEXT;
  ALTER TABLE points ADD COLUMN response TEXT;
  ALTER TABLE points ADD COLUMN calibration TEXT;
`;

const losses = `
  CREATE TABLE source_troubles (
    device_id TEXT NOT NULL, channel INTEGER NOT NULL, hour REAL NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (device_id, hour, channel, kind)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE source_clocks (
    device_id TEXT NOT NULL, hour REAL NOT NULL, drift REAL NOT NULL, uncertainty REAL NOT NULL, PRIMARY KEY (device_id, hour)
  ) STRICT, WITHOUT ROWID;
`;

const recordings = `
  CREATE TABLE recordings (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, "by" TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, schedule_id TEXT,
    started_at REAL NOT NULL, ended_at REAL, tracks TEXT NOT NULL, bytes INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX recordings_by_time ON recordings (started_at);
  CREATE TABLE recording_schedules (id TEXT PRIMARY KEY, schedule TEXT NOT NULL) STRICT;
`;
