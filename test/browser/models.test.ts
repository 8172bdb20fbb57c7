import type { Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { browserIsThere } from "../makers/openBrowser.ts";
import { useFixturePage } from "./fixturePage.ts";

/** The models of an invented plant in a real Chromium: the table, the card, and the engineer's word. */
describe.runIf(browserIsThere())("the screen of all models", () => {
  const fixture = useFixturePage();
  let page: Page;
  beforeEach(() => {
    page = fixture.page();
  });
  const { visit } = fixture;
  const panel = (name: string) => page.getByRole("region", { name, exact: true });
  const rows = () => page.getByRole("table", { name: "Models of all components" }).locator("tbody tr");

  it("puts first what an engineer has to look at, and says what to do", async () => {
    await visit("cards", "/models");
    await page.getByRole("heading", { level: 1, name: "2 of 12 models need an engineer's look." }).waitFor();
    const first = await rows().nth(0).innerText();
    for (const word of ["Did not pass its tests", "Fan wheel", "v2 waits for an engineer", "3 sessions, 42 min"]) {
      expect(first).toContain(word);
    }
    expect(await rows().nth(1).innerText()).toContain("Alerts more often than expected");
    expect(await rows().nth(1).innerText()).toContain("4 in 20 days");
    expect(await rows().nth(2).innerText()).toContain("Has not learned yet");
    expect(await rows().last().innerText()).toContain("1 in 5 months");
  });

  it("sorts by any column with the keyboard, and leads to the card", async () => {
    await visit("cards", "/models");
    await page.getByRole("button", { name: "Age" }).focus();
    await page.keyboard.press("Enter");
    expect(await page.getByRole("columnheader", { name: "Age" }).getAttribute("aria-sort")).toBe("ascending");
    await expect.poll(() => rows().first().innerText()).toContain("23 days");
    await rows().first().getByRole("link").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /Motor M7, Coupling: v1 is in service since/ }).waitFor();
  });

  it("shows 64 components and more in one go, and scrolls nothing sideways", async () => {
    await visit("large", "/models");
    await page.getByRole("heading", { level: 1, name: "All 66 models are in order." }).waitFor();
    expect(await rows().count()).toBe(66);
    for (const width of [820, 1024, 1366]) {
      await page.setViewportSize({ width, height: 768 });
      expect(
        await page.evaluate(() => {
          const main = document.querySelector("main")!;
          return main.scrollWidth - main.clientWidth;
        }),
      ).toBe(0);
    }
  });

  it("leads on from a plant that has learned nothing, and from an empty one", async () => {
    await visit("fresh", "/models");
    await page.getByRole("heading", { level: 1, name: "No component has learned yet." }).waitFor();
    await page.getByRole("link", { name: "Let the machines learn" }).click();
    await page.getByRole("button", { name: "Let all machines learn" }).waitFor();
    await visit("empty", "/models");
    await page.getByRole("link", { name: "Connect a sensor" }).waitFor();
  });

  it("says on the card what it is for, what it heard, what it sees and what it cannot see", async () => {
    await visit("cards", "/models/c11");
    await panel("Threshold and false alarms").getByText("Expects 1 false alarm in 5 months.").waitFor();
    const said: Readonly<Record<string, readonly string[]>> = {
      "Threshold and false alarms": [
        "between 1 in 3 years and 1 in 2 months",
        "42 % of the threshold was measured here, 58 % is what is usual for machines.",
        "above 3.1 for 3 seconds in a row",
      ],
      "Is it fit for service?": ["It passed every test.", "finds 94 % of the test faults, at least 50 % wanted"],
      Data: [
        "Learned from 14 min in 1 session.",
        "reached 40 % of the threshold while it was unheard",
        "Ways of running told apart: 1,480 r/min; 1,480 r/min, 12 dB louder; idle.",
      ],
      Tests: ["Sees a change of 3 dB in 1–2 kHz", "Sees nothing in 8–16 kHz", "Impacts, as of a bearing: from 6 dB on"],
      "What it cannot see": ["Housing, horizontal: sees nothing above 8 kHz."],
      Technique: ["The evidence chose.", "Sees the smallest change: 3 dB are enough.", "it needs more healthy time"],
      Figures: ["3.1 kB", "1.8 µs", "WebAssembly", "3f6c0b0a9d2e4c51"],
    };
    for (const [name, texts] of Object.entries(said)) {
      const text = await panel(name).evaluate((element) => element.textContent);
      for (const part of texts) expect(text, name).toContain(part);
    }
  });

  it("puts a model that failed a gate into service only with a reason, by keyboard, and keeps both on its card", async () => {
    await visit("cards", "/models/c10");
    await page.getByRole("link", { name: "Show v2, which waits" }).click();
    await page.getByRole("heading", { level: 1, name: /v2 waits for an engineer/ }).waitFor();
    await panel("Data").getByText("Left out: unlike the others, perhaps not healthy").waitFor();
    const verdict = panel("Is it fit for service?");
    await verdict.getByText("It did not pass 2 tests.").waitFor();
    await verdict.getByRole("button", { name: "Put v2 into service" }).focus();
    await page.keyboard.press("Enter");
    const form = page.getByRole("form", { name: "Put v2 into service" });
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    expect(await form.getByRole("button", { name: /signed with my name/ }).isDisabled()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await form.count()).toBe(0);
    await verdict.getByRole("button", { name: "Put v2 into service" }).click();
    await page.keyboard.type("The wheel was balanced on Friday");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /v2 is in service/ }).waitFor();
    await verdict.getByText(/Ada put it into service on .*: The wheel was balanced on Friday/).waitFor();
    await panel("Versions")
      .getByText(/signed by Ada: The wheel was balanced/)
      .waitFor();
  });

  it("goes back to an earlier version that passed without asking why", async () => {
    await visit("cards", "/models/c11/1");
    await page.getByRole("button", { name: "Go back to v1" }).click();
    const heading = page.getByRole("heading", { level: 1, name: /v1 is in service since/ });
    await heading.waitFor();
    // since now, not since the day it was made
    expect(await heading.innerText()).toMatch(/since \d\d:\d\d\.$/);
    await panel("Versions").getByText("v1 put into service").waitFor();
    await panel("Versions")
      .getByText(/^\d\d:\d\d, by Ada$/)
      .waitFor();
  });

  it("makes another version when the budget or the technique is overruled, and shows how far it is", async () => {
    await visit("cards", "/models/c00");
    await page.getByLabel("How many false alarms may it give?").selectOption("at most one false alarm a year");
    await page.getByText("a version with the new budget is made from the sessions of the one in service").waitFor();
    await page.getByText("A new version is being made.").waitFor();
    await page.getByRole("heading", { level: 1, name: /v2 is in service/ }).waitFor({ timeout: 15_000 });
    await panel("Threshold and false alarms").getByText("Expects 1 false alarm in 2 years.").waitFor();
    await page.getByRole("button", { name: /Use instead: Nearest healthy neighbours/ }).click();
    await page.getByRole("heading", { level: 1, name: /v3 is in service/ }).waitFor({ timeout: 15_000 });
    await panel("Technique").getByText("Ada chose it against the ranking.").waitFor();
  });

  it("forgets a session only after asking with its time", async () => {
    await visit("cards", "/models/c11");
    await page.getByRole("button", { name: /^Forget the session of/ }).click();
    const asked = page.getByRole("dialog");
    await asked.getByText("It is gone for good.", { exact: false }).waitFor();
    await asked.getByRole("button", { name: "Keep" }).click();
    expect(await panel("Data").getByRole("status").count()).toBe(0);
    await page.getByRole("button", { name: /^Forget the session of/ }).click();
    await asked.getByRole("button", { name: /^Remove/ }).click();
    await panel("Data").getByText("Forgotten. Train again to make a model without it.").waitFor();
    await panel("Data").getByText("Forgotten: the next version goes without it").waitFor();
    expect(await page.getByRole("button", { name: /^Forget the session of/ }).count()).toBe(0);
  });

  it("saves the card as JSON", async () => {
    await visit("cards", "/models/c11");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save card" }).click();
    expect((await download).suggestedFilename()).toBe("model-card-c11-v2.json");
  });
});
