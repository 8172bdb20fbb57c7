import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { openBrowser } from "../makers/openBrowser.ts";
import { builtPage } from "./builtPage.ts";
import { serveFixture } from "./fixtureStation.ts";
import type { PlantStory } from "./inventedPlant.ts";

export interface FixturePage {
  readonly page: () => Page;
  /** Opens the page at a route, before a plant of its own. */
  readonly visit: (story: PlantStory, route: string) => Promise<string>;
}

/** For one suite: a fresh page a test, of a visitor called Ada, that must not complain of anything (a blocked style, an exception). */
export function useFixturePage(): FixturePage {
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let closing: AsyncDisposableStack;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    closing = new AsyncDisposableStack();
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "en-GB" });
    closing.defer(() => context.close());
    await context.addInitScript(() => localStorage.setItem("auscult.author", "Ada"));
    page = await context.newPage();
    complaints = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
  });
  afterEach(async () => {
    // What it says of a station that goes away at the end is not of the test.
    const said = [...complaints];
    await closing.disposeAsync();
    expect(said).toEqual([]);
  });
  return {
    page: () => page,
    visit: async (story, route) => {
      const station = closing.use(await serveFixture(story, builtPage));
      await page.goto(`${station.url}#${route}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      return station.url;
    },
  };
}
