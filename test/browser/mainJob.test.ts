import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { visibleSeverity } from "../../electron/devices/simulatedPlant/demoFaults.ts";
import { browserIsThere, openBrowser } from "../makers/openBrowser.ts";
import { openStationClient } from "../makers/stationClient.ts";
import { type StationProcess, startStation } from "../makers/stationProcess.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const learnSeconds = 45;
/** For twelve models on a computer that does other things too. */
const trainSeconds = 120;
const timeout = 360_000;
const comment = "Greased the drive-end bearing, listening again tomorrow.";

/** A page of a fresh visitor; what the browser complains about (a blocked style, an exception) is collected. */
async function visit(browser: Browser, station: StationProcess): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "en-GB" });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(station.url);
  return { page, complaints };
}

describe.runIf(browserIsThere())("the main job in a real browser", () => {
  const closing = new AsyncDisposableStack();
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = closing.use(temporaryFolder()).path;
    browser = closing.adopt(await openBrowser(), (open) => open.close());
  });
  afterAll(() => closing.disposeAsync());

  it(
    "first visit ▸ learn ▸ fault ▸ alert on that component alone ▸ acknowledge ▸ restart ▸ all is still there",
    async () => {
      let station = closing.use(await startStation(folder, ["--demo", "--learn-seconds", String(learnSeconds)]));
      const { page, complaints } = await visit(browser, station);

      await page.getByRole("button", { name: "Let all machines learn" }).click();
      await page.getByLabel("Your name").fill("Ada");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByText(/Learning what healthy sounds like/).waitFor();
      // Enough is heard; now the models are worked out, one after the other, and the page says what it is at.
      const workingOut = page.getByRole("status").filter({ hasText: "Working out the models" });
      await workingOut.waitFor({ timeout: (learnSeconds + 30) * 1000 });
      await workingOut.getByText(/(Trying techniques|Testing with healthy and with faulty sound): \d+ %/).waitFor();
      await page.getByText("All 12 components sound as usual.").waitFor({ timeout: trainSeconds * 1000 });

      await page.goto(
        `${new URL(station.url).origin}/#/machines/feed-pump/${encodeURIComponent("feed-pump/drive-end-bearing")}`,
      );
      await page.getByRole("link", { name: /Learned from 1 session, 4\d s; expects .*; v1 since/ }).click();
      await page.getByRole("heading", { level: 1, name: /Feed pump, Drive-end bearing: v1 is in service/ }).waitFor();
      await page.getByText("It passed every test.").waitFor();
      await page.getByRole("link", { name: "Go to the component" }).click();
      await page.getByLabel("Fault", { exact: true }).selectOption("outer race");
      const startedAt = Date.now();
      await page.getByRole("button", { name: "Start fault" }).click();
      await page.getByRole("button", { name: "Acknowledge" }).first().waitFor({ timeout: 60_000 });
      await page
        .getByText(/Feed pump, Drive-end bearing: sounds unusual since/)
        .first()
        .waitFor();
      // Which bands it is, in words, while it grows.
      const why = page.getByRole("region", { name: "What differs now" });
      await why
        .getByText(/kHz is \d+ dB above healthy/)
        .first()
        .waitFor({ timeout: 30_000 });

      using side = await openStationClient(await station.invite());
      const { alerts } = await side.client.alerts.list({ show: "all", offset: 0, limit: 10 });
      expect(alerts.map(({ componentId }) => componentId)).toEqual(["feed-pump/drive-end-bearing"]);
      const { growSeconds } = await side.client.demo.state();
      const visibleAt = startedAt + visibleSeverity * growSeconds * 1000;
      expect(alerts[0]!.raisedAt).toBeLessThan(visibleAt + 15_000);

      await page.getByRole("link", { name: /Alerts/ }).click();
      await page
        .getByText(/Feed pump, Drive-end bearing/)
        .first()
        .click();
      await page.getByRole("heading", { name: "Evidence" }).waitFor();
      await page.getByText("Spectrum at the alert against healthy").first().waitFor({ timeout: 15_000 });
      await page.getByLabel("What did you find?").fill(comment);
      await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
      await page.getByText(comment).first().waitFor();

      // The fault grows on: whatever else happens, nothing but this component may alert.
      await expect
        .poll(async () => (await side.client.demo.state()).faults.find(({ running }) => running)?.severity, {
          timeout: 60_000,
          interval: 1000,
        })
        .toBe(1);
      const later = await side.client.alerts.list({ show: "all", offset: 0, limit: 10 });
      expect(later.alerts.map(({ componentId }) => componentId)).toEqual(["feed-pump/drive-end-bearing"]);
      const model = await side.client.components.model({ componentId: "feed-pump/drive-end-bearing" });
      expect(complaints).toEqual([]);

      expect(await station.end()).toBe(0);
      await page.getByText(/The station does not answer since/).waitFor({ timeout: 20_000 });
      station = closing.use(await startStation(folder, ["--demo"]));
      const again = await visit(browser, station);
      await again.page.getByRole("link", { name: /Alerts/ }).click();
      await again.page.getByRole("button", { name: "All", exact: true }).click();
      await again.page
        .getByText(/Feed pump, Drive-end bearing/)
        .first()
        .click();
      await again.page.getByText(comment).first().waitFor();
      using restarted = await openStationClient(await station.invite());
      const kept = await restarted.client.alerts.get({ id: alerts[0]!.id });
      expect(kept.history.map(({ comment: said }) => said)).toContain(comment);
      expect(kept.evidence?.points.length).toBeGreaterThan(0);
      expect(await restarted.client.components.model({ componentId: "feed-pump/drive-end-bearing" })).toMatchObject({
        version: 1,
        hash: model?.hash,
      });
      await again.page.getByRole("link", { name: "Models" }).click();
      await again.page.getByRole("link", { name: /Drive-end bearing/ }).click();
      await again.page.getByText("It passed every test.").waitFor();
      expect(again.complaints).toEqual([]);
    },
    timeout,
  );
});
