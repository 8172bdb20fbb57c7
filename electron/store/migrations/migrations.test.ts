import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Connection } from "../connection.ts";
import { HealthySessionTable } from "../healthySessionTable.ts";
import { ModelDecisionTable } from "../modelDecisionTable.ts";
import { ModelTable } from "../modelTable.ts";
import { openDatabase } from "../openDatabase.ts";
import { PlantTables } from "../plantTables.ts";
import { requireSqlite } from "../sqliteVersion.ts";
import type { Migration } from "./migration.ts";
import { migrate, migrations } from "./migrations.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "auscult-migrations-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tables = (connection: Connection) =>
  connection.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").map((row) => row.name);
const version = (connection: Connection) =>
  connection.one<{ user_version: number }>("PRAGMA user_version")?.user_version;

const addColour: Migration = {
  version: migrations.length + 1,
  name: "colour",
  apply: (connection) => connection.execute("ALTER TABLE machines ADD COLUMN colour TEXT"),
};

describe("migrations", () => {
  it("are numbered from 1 without gaps", () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it("0001 makes the first tables, every one of them strict", () => {
    using connection = new Connection(":memory:");
    migrate(connection, migrations.slice(0, 1));
    expect(version(connection)).toBe(1);
    expect(tables(connection).sort()).toEqual(
      [
        ...["site", "machines", "components", "points", "devices", "sources", "features", "gaps"],
        ...["trend_second", "trend_minute", "trend_hour", "alerts", "alert_steps", "alert_evidence", "labels"],
        ...["evidence_files", "evidence_uses", "models", "healthy_sessions", "settings"],
      ].sort(),
    );
    const loose = connection.all(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite%'",
    );
    expect(loose).toEqual([]);
  });

  it("0002 keeps the sessions and models of version 1, and says since when a model serves", () => {
    using connection = new Connection(":memory:");
    migrate(connection, migrations.slice(0, 1));
    const session =
      "INSERT INTO healthy_sessions VALUES ('pump/bearing', 1000, 2000, 'general/1', 'p', 1, x'0000803f')";
    connection.execute(`
      ${session};
      INSERT INTO models VALUES ('pump/bearing', 1, 'aaaaaaaa', 'session distance', 'general/1', 500, 'Kim', 0);
      INSERT INTO models VALUES ('pump/bearing', 2, 'bbbbbbbb', 'session distance', 'general/1', 700, 'Kim', 1);
    `);
    migrate(connection, migrations.slice(0, 2));
    expect(version(connection)).toBe(2);
    expect(new HealthySessionTable(connection).read("pump/bearing", 1000)).toEqual({
      componentId: "pump/bearing",
      from: 1000,
      to: 2000,
      recipe: "general/1",
      points: "p",
      windows: [Float32Array.of(1)],
    });
    expect(new ModelDecisionTable(connection).list("pump/bearing")).toEqual([]);
    const models = new ModelTable(connection, folder);
    const common = { componentId: "pump/bearing", kind: "session distance", recipe: "general/1", trainedBy: "Kim" };
    expect(models.list("pump/bearing")).toEqual([
      { ...common, version: 2, hash: "bbbbbbbb", trainedAt: 700, inService: true, servesSince: 700 },
      { ...common, version: 1, hash: "aaaaaaaa", trainedAt: 500, inService: false },
    ]);
    expect(models.card("pump/bearing", 2)).toBeUndefined();
    const loose = connection.all(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite%'",
    );
    expect(loose).toEqual([]);
  });

  it("0003 keeps the plant of version 2 and makes room for recordings", () => {
    using connection = new Connection(":memory:");
    migrate(connection, migrations.slice(0, 2));
    connection.execute(`
      INSERT INTO devices (id, driver, address, name, sample_rate, channel_count, settings)
        VALUES ('d', 'usbAudio', 'a', 'DAQ', 48000, 2, '{}');
      INSERT INTO machines VALUES ('m', 's', 'Pump', 'pump', 0, NULL);
      INSERT INTO components (id, machine_id, name, kind, place, out_of_service) VALUES ('c', 'm', 'Bearing', 'bearing', 0, 0);
      INSERT INTO points VALUES ('p', 'c', 'radial', 'acceleration', 'g', 0.1, 'screw', 'radial', 'd', 1, 48000);
    `);
    migrate(connection, migrations.slice(0, 3));
    expect(version(connection)).toBe(3);
    const { points, devices } = new PlantTables(connection).read();
    expect(points).toMatchObject([{ id: "p", sensitivity: 0.1, deviceId: "d", channel: 1, sampleRate: 48000 }]);
    expect(devices).toMatchObject([{ id: "d", name: "DAQ", channelCount: 2, settings: {} }]);
    expect(tables(connection)).toEqual(
      expect.arrayContaining(["recordings", "recording_schedules", "source_troubles", "source_clocks"]),
    );
    const loose = connection.all(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite%'",
    );
    expect(loose).toEqual([]);
  });

  it("run once each and keep what is there", () => {
    {
      using connection = openDatabase(folder, 0).connection;
      connection.run("INSERT INTO machines VALUES ('m', 's', 'Pump', 'pump', 0, NULL)");
    }
    using connection = openDatabase(folder, 0, [...migrations, addColour]).connection;
    expect(version(connection)).toBe(addColour.version);
    expect(connection.one("SELECT name, colour FROM machines")).toEqual({ name: "Pump", colour: null });
  });

  it("one that fails leaves nothing behind", () => {
    openDatabase(folder, 0).connection.close();
    const failing: Migration = {
      ...addColour,
      apply(connection) {
        addColour.apply(connection);
        throw new Error("power cut");
      },
    };
    expect(() => openDatabase(folder, 0, [...migrations, failing])).toThrow("power cut");
    using connection = openDatabase(folder, 0).connection;
    expect(version(connection)).toBe(migrations.length);
    const columns = connection.all<{ name: string }>("PRAGMA table_info(machines)").map((row) => row.name);
    expect(columns).not.toContain("colour");
  });

  it("refuse a database of a newer app and leave it untouched", () => {
    openDatabase(folder, 0, [...migrations, addColour]).connection.close();
    const before = readFileSync(join(folder, "station.db"));
    expect(() => openDatabase(folder, 0)).toThrow(
      new RegExp(`newer Auscult \\(data version ${addColour.version}; this one knows ${migrations.length}\\)`),
    );
    expect(readFileSync(join(folder, "station.db")).equals(before)).toBe(true);
  });

  it("refuse a database of another program and leave it untouched", () => {
    {
      using other = new Connection(join(folder, "station.db"));
      other.execute("CREATE TABLE invoices (id INTEGER)");
    }
    expect(() => openDatabase(folder, 0)).toThrow(/another program/);
    using other = new Connection(join(folder, "station.db"));
    expect(tables(other)).toEqual(["invoices"]);
  });

  it("refuse a list with a gap", () => {
    using connection = new Connection(":memory:");
    expect(() => migrate(connection, [{ ...addColour, version: 2 }])).toThrow(/has number 2, not 1/);
  });
});

describe("the version of SQLite", () => {
  it.each(["3.51.3", "3.51.10", "3.53.4", "4.0.0"])("%s is good enough", (found) => {
    expect(() => requireSqlite(found)).not.toThrow();
  });
  it.each(["3.51.2", "3.46.1", "2.99.99", "unknown"])("%s is refused with the remedy", (found) => {
    expect(() => requireSqlite(found)).toThrow(
      expect.objectContaining({ code: "RUNTIME_WRONG", message: expect.stringContaining("npm install") }),
    );
  });
});
