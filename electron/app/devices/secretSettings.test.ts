import { expect, it } from "vitest";
import type { Plant } from "../../domain/plant.ts";
import type { SourceForm } from "../../domain/settingField.ts";
import { echoSecrets, hidePlantSecrets, hideSecrets, keptSecret, restoreSecrets } from "./secretSettings.ts";

const form: SourceForm = {
  addressKind: "network address",
  exampleAddress: "mqtt://broker:1883",
  fields: [
    { name: "user", kind: "text" },
    { name: "password", kind: "secret" },
  ],
};
const stored = { user: "kim", password: "swordfish" };

it("shows no password to a page, and keeps it when the page leaves it as it is", () => {
  const shown = hideSecrets(stored, form);
  expect(shown).toEqual({ user: "kim", password: keptSecret });
  expect(restoreSecrets({ ...shown, user: "lee" }, form, [stored])).toEqual({ user: "lee", password: "swordfish" });
});

it("takes a new password, and an emptied one", () => {
  expect(restoreSecrets({ user: "kim", password: "trout" }, form, [stored])).toEqual({
    user: "kim",
    password: "trout",
  });
  expect(restoreSecrets({ user: "kim", password: "" }, form, [stored])).toEqual({ user: "kim", password: "" });
});

it("gives a kept password to nobody but the device it belongs to", () => {
  const pump = { topic: "pump", user: "kim", password: "pump-pw" };
  const fan = { topic: "fan", user: "kim", password: "fan-pw", format: "json" };
  const kept = (settings: Record<string, string>) =>
    restoreSecrets({ ...settings, password: keptSecret }, form, [pump, fan]).password;
  expect(kept({ topic: "fan", user: "kim", format: "json" })).toBe("fan-pw");
  expect(kept({ topic: "fan", user: "kim" })).toBe("fan-pw");
  expect(kept({ topic: "pump", user: "kim", format: "" })).toBe("pump-pw");
  // Of either, or of another one.
  expect(() => kept({ user: "kim" })).toThrow("Type it again");
  expect(() => kept({ topic: "motor", user: "kim" })).toThrow("Type it again");
  expect(() => restoreSecrets({ password: keptSecret }, form, [])).toThrow("Type it again");
});

it("does not ask where all that are set up alike have the same password", () => {
  const [pump, fan] = ["pump", "fan"].map((topic) => ({ topic, password: "one" }));
  expect(restoreSecrets({ password: keptSecret }, form, [pump!, fan!])).toEqual({ password: "one" });
});

it("echoes a password as it was sent, never as it is stored", () => {
  expect(echoSecrets(stored, form, { password: keptSecret })).toEqual({ user: "kim", password: keptSecret });
  expect(echoSecrets({ user: "kim", password: "trout" }, form, { password: "trout" })).toMatchObject({
    password: "trout",
  });
});

it("leaves what is no secret alone, and hides the secrets of every device of a plant", () => {
  expect(hideSecrets(stored, undefined)).toBe(stored);
  expect(hideSecrets({ user: "kim" }, form)).toEqual({ user: "kim" });
  const device = {
    id: "a",
    driver: "mqtt",
    address: "mqtt://x",
    name: "a",
    sampleRate: 1,
    channelCount: 1,
    settings: stored,
  };
  const plant: Plant = { site: { id: "s", name: "s" }, machines: [], components: [], points: [], devices: [device] };
  const shown = hidePlantSecrets(plant, (driver) => (driver === "mqtt" ? form : undefined));
  expect(JSON.stringify(shown)).not.toContain("swordfish");
  expect(shown.devices[0]?.settings.user).toBe("kim");
});
