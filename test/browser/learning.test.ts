import type { Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { browserIsThere } from "../makers/openBrowser.ts";
import { useFixturePage } from "./fixturePage.ts";

/** Teaching a component, and what is said of one that cannot be judged or differs, in a real Chromium before an invented plant. */
describe.runIf(browserIsThere())("learning on the component's page", () => {
  const fixture = useFixturePage();
  let page: Page;
  beforeEach(() => {
    page = fixture.page();
  });
  const { visit } = fixture;
  const learned = () => page.getByRole("region", { name: "What it has learned", exact: true });

  it("needs one tap on a component that has not learned: listens, tries, tests, and is in service", async () => {
    await visit("fresh", "/machines/m0/c00");
    await learned().getByText("It listens for 2 min, while the machine runs well.").waitFor();
    await learned().getByRole("button", { name: "The machine runs well: start" }).click();
    await learned()
      .getByText(/Listening: \d+ %/)
      .waitFor();
    await learned()
      .getByText(/Trying techniques: \d+ %\./)
      .waitFor({ timeout: 15_000 });
    await learned().getByText("v1 passed its tests and is in service.", { exact: false }).waitFor({ timeout: 15_000 });
    await learned()
      .getByText(/Learned from 1 session, 2 min; expects 1 false alarm in 5 months; v1 since/)
      .click();
    await page.getByRole("heading", { level: 1, name: /v1 is in service/ }).waitFor();
  });

  it("opens every step for an engineer, and resumes where it was left", async () => {
    await visit("healthy", "/machines/m0/c00");
    await learned().getByRole("button", { name: "Learn more" }).click();
    await learned().getByRole("button", { name: "What it hears: Change" }).click();
    await page.getByLabel("Learning time").selectOption("10 min");
    await page.getByLabel("How does the machine run now?").fill("second gear");
    await learned()
      .getByText("It listens for 10 min, while the machine runs well. The machine runs now: second gear.")
      .waitFor();
    await page.reload();
    expect(await page.getByLabel("How does the machine run now?").inputValue()).toBe("second gear");
    await learned().getByRole("button", { name: "What for: Change" }).click();
    await page.getByLabel("How many false alarms may it give?").selectOption("at most one false alarm a quarter");
    await learned()
      .getByText(/with at most one false alarm a quarter/)
      .waitFor();
    // The new budget makes a version from what is kept; meanwhile nothing else can be begun.
    await learned().getByText("v2 passed its tests and is in service.", { exact: false }).waitFor({ timeout: 15_000 });
    await learned().getByRole("button", { name: "The machine runs well: start" }).click();
    await learned()
      .getByText(/Learned from 4 sessions/)
      .waitFor({ timeout: 20_000 });
    await learned()
      .getByRole("link", { name: /Learned from 4 sessions/ })
      .click();
    await page.getByRole("region", { name: "Data", exact: true }).getByText("second gear").waitFor();
  });

  it("says first that an open alert would be learned, and offers to see it", async () => {
    await visit("alarm", "/machines/m2/c20");
    await learned().getByRole("button", { name: "Learn more" }).click();
    await learned().getByText("There is an open alert: learning now would teach it the fault as healthy.").waitFor();
    await learned().getByRole("link", { name: "See the alert first" }).click();
    await expect.poll(() => page.url()).toMatch(/#\/alerts\/a\d$/);
  });

  it("stops when asked, and keeps what was known", async () => {
    await visit("healthy", "/machines/m0/c00");
    await learned().getByRole("button", { name: "Learn more" }).click();
    await learned().getByRole("button", { name: "The machine runs well: start" }).click();
    await learned().getByRole("button", { name: "Stop learning" }).click();
    await learned().getByText("Learning was stopped. What it knew before stays.").waitFor();
    await learned()
      .getByText(/Learned from 3 sessions/)
      .waitFor();
  });

  it("says why a new model waits, and leads to its card", async () => {
    await visit("cards", "/machines/m1/c10");
    await learned().getByText("v2 did not pass every test and waits for an engineer:").waitFor();
    await learned()
      .getByText("Its sessions agree: not passed. Forget the session that is unlike the others", { exact: false })
      .waitFor();
    await learned().getByRole("link", { name: "Open the model's card" }).click();
    await page.getByRole("heading", { level: 1, name: /v2 waits for an engineer/ }).waitFor();
  });

  it("learns a new way of running by its name, for all components that do not know it", async () => {
    await visit("modes", "/");
    await page.getByText("Feed pump 3 runs in a way that is new.").waitFor();
    await page.getByRole("link", { name: "See and let it learn" }).click();
    await page.getByRole("heading", { level: 1, name: /not judged, new operating mode/ }).waitFor();
    const form = page.getByRole("form", { name: "Let it learn this mode" });
    await form.getByText("For all 3 components of this machine that do not know it").waitFor();
    await form.getByLabel("Name of this way of running").fill("idle");
    await page.keyboard.press("Enter");
    await page.getByText(/Listening: \d+ %/).waitFor();
    await form.waitFor({ state: "detached" });
    await page.getByRole("link", { name: /Impeller.*Learning/ }).waitFor();
    await page.getByRole("heading", { level: 1, name: /sounds as usual/ }).waitFor({ timeout: 15_000 });
    await page.getByRole("link", { name: /Learned from 4 sessions/ }).click();
    await page.getByRole("region", { name: "Data", exact: true }).getByText("idle", { exact: false }).last().waitFor();
  });

  it("says of a machine that is off that it is, and asks for nothing", async () => {
    await visit("modes", "/machines/m3/c30");
    await page
      .getByRole("heading", { level: 1, name: "Motor M7, Drive-end bearing: not judged, machine off." })
      .waitFor();
    expect(await page.getByRole("form", { name: "Let it learn this mode" }).count()).toBe(0);
  });

  it("keeps how a machine runs when its people say it, and forgets it again", async () => {
    await visit("healthy", "/machines/m0/c00");
    await page.getByRole("button", { name: "Say how it runs" }).click();
    const form = page.getByRole("form", { name: "Say how it runs" });
    await form.getByLabel("Way of running").fill("second gear");
    await form.getByLabel("Speed (r/min)").fill("1480");
    await form.getByLabel("Load (%)").fill("40");
    await form.getByRole("button", { name: "Keep" }).click();
    await page.getByText("Runs now: second gear, 1,480 r/min, load 40 %").waitFor();
    await page.getByRole("button", { name: "Say how it runs" }).click();
    await form.getByRole("button", { name: "Find from the signal" }).click();
    await page.getByText("Runs now: as found from the signal").waitFor();
  });

  it("says what differs now in words, with every value one click away", async () => {
    await visit("alarm", "/machines/m2/c20");
    const why = page.getByRole("region", { name: "What differs now", exact: true });
    await why.getByText("2.9–3.4 kHz is 11 dB above healthy.").waitFor();
    await why.getByText("240–420 Hz is 2 dB below healthy.").waitFor();
    expect(await why.getByRole("listitem").count()).toBe(3);
    await why.getByText("Show all values").click();
    await why.getByRole("rowheader", { name: "kurtosis" }).waitFor();
  });

  it("shows the working out of all models on the overview, one after the other", async () => {
    await visit("fresh", "/");
    await page.getByRole("button", { name: "Let all machines learn" }).click();
    await page.getByText(/0 of 12 components done/).waitFor();
    await page.getByText(/Working out the models: 0 of 12 done\./).waitFor({ timeout: 15_000 });
    await page.getByText(/Trying techniques: \d+ %\./).waitFor({ timeout: 15_000 });
    await page.getByText("All 12 components sound as usual.").waitFor({ timeout: 15_000 });
  });
});
