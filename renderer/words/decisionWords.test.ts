import { expect, it } from "vitest";
import type { ModelDecision } from "../../electron/domain/modelDecision.ts";
import { de } from "./de.ts";
import { decisionWords } from "./decisionWords.ts";
import { makeFormat } from "./format.ts";

const format = makeFormat(de, "de-DE");
const from = new Date(2026, 2, 1, 9, 30, 0).getTime();
const say = (decision: Omit<ModelDecision, "time" | "by">) =>
  decisionWords(de, format, { ...decision, time: 0, by: "Ada" } as ModelDecision);

it("says what was decided in the language of the page", () => {
  expect(say({ what: "put into service", version: 2 } as ModelDecision)).toBe("v2 in Dienst genommen");
  expect(say({ what: "budget", budget: { alarms: 1, per: "year" } } as ModelDecision)).toBe(
    "Fehlalarme: höchstens ein Fehlalarm im Jahr",
  );
  expect(say({ what: "forget session", from } as ModelDecision)).toBe(
    `Gesunde Sitzung von ${format.exact(from)} vergessen`,
  );
});
