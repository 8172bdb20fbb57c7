import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { browserIsThere, openBrowser } from "../makers/openBrowser.ts";
import { builtPage } from "./builtPage.ts";
import { serveFixture } from "./fixtureStation.ts";
import { inventedPort } from "./inventedDevices.ts";
import type { PlantStory } from "./inventedPlant.ts";

/** What reaches out of its screen or of a panel to the right, named by its text: nothing, when everything wraps. */
function sidewaysOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const scrolled = [document.documentElement, ...document.querySelectorAll("main, main > * > *")]
      .filter((box) => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible")
      .map((box) => `scrolls: ${box.tagName} ${box.className}`);
    const outside = [...document.querySelectorAll("body *")]
      .filter(
        (box) => box.getBoundingClientRect().right > edge + 1 && box.closest("[inert], .visually-hidden") === null,
      )
      .map((box) => `outside: ${box.tagName} ${box.getAttribute("class")} ${box.textContent?.slice(0, 20)}`);
    return [...scrolled, ...outside].slice(0, 5);
  });
}

/** The built page in a real Chromium, before an invented plant: what no healthy demo plant would ever show. */
describe.runIf(browserIsThere())("the page", () => {
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
    page = await context.newPage();
    complaints = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
  });
  afterEach(() => closing.disposeAsync());

  async function visit(story: PlantStory, route: string): Promise<string> {
    const station = closing.use(await serveFixture(story, builtPage));
    await page.goto(`${station.url}#${route}`);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    return station.url;
  }

  it("shows every screen without a complaint under the station's content security policy", async () => {
    const url = await visit("alarm", "/");
    for (const route of [
      "/machines",
      "/machines/m2/c20",
      "/alerts",
      "/alerts/a0",
      "/models",
      "/models/c20",
      "/setup",
      "/setup/station",
    ]) {
      await page.goto(`${url}#${route}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
    }
    await page.getByRole("button", { name: "Display" }).click();
    await page.getByRole("switch", { name: /Shop-floor/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("says what is wrong in the title and in words beside every shape", async () => {
    await visit("alarm", "/");
    await expect.poll(() => page.title()).toBe("Gearbox line 2, Input shaft bearing: Act today (and 2 more)");
    await page.getByText("3 of 12 components need attention.").waitFor();
    for (const word of ["Act today", "Unusual, plan a check", "Sensor trouble"]) {
      expect(await page.getByText(word, { exact: true }).count(), word).toBeGreaterThan(0);
    }
    const first = page.getByRole("list", { name: "Machines" }).getByRole("heading").first();
    expect(await first.textContent()).toBe("Gearbox line 2");
  });

  it("leads from an empty plant to the demo plant and the one thing to do there", async () => {
    await visit("empty", "/");
    await page.getByRole("button", { name: "Try the demo plant" }).click();
    await page.getByRole("button", { name: "Let all machines learn" }).waitFor();
  });

  it("asks for a name once, and does nothing when it is refused", async () => {
    await visit("fresh", "/");
    const learn = page.getByRole("button", { name: "Let all machines learn" });
    await learn.click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await learn.click();
    await page.getByLabel("Your name").fill("Ada");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText(/0 of 12 components done/).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Who am I: Ada" }).waitFor();
  });

  it("draws a handful of rows of ten thousand alerts and reaches the last with the keyboard", async () => {
    await visit("many", "/alerts");
    await page.getByText("10,000 alerts").waitFor();
    const list = page.getByRole("listbox", { name: "List of alerts" });
    await list.focus();
    await page.keyboard.press("End");
    const last = page.locator('[role="option"][aria-posinset="10000"]');
    await last.getByText(/above healthy/).waitFor();
    expect(await list.getAttribute("aria-activedescendant")).toBe(await last.getAttribute("id"));
    expect(await page.getByRole("option").count()).toBeLessThan(60);
  });

  it("acknowledges and shelves from the keyboard, and keeps the history", async () => {
    await visit("alarm", "/alerts");
    await page.getByRole("option").nth(1).waitFor();
    // Nothing is clicked first: the list has the keyboard as soon as it is there.
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("listbox");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("a");
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    await page.keyboard.type("Bearing is warm");
    await page.keyboard.press("Control+Enter");
    await page.getByLabel("Your name").fill("Ada");
    await page.keyboard.press("Enter");
    await page.getByText("Acknowledged, by Ada").waitFor();
    await page.getByText("Bearing is warm").waitFor();
    await page.getByRole("listbox").focus();
    await page.keyboard.press("s");
    await page.getByLabel("Quiet until").waitFor();
    await page.getByRole("button", { name: "Shelve until then" }).click();
    await page.getByRole("button", { name: "End shelving" }).waitFor();
  });

  it("begins at the alert that is open, so that a key never means another one", async () => {
    await visit("alarm", "/alerts/a0");
    const list = page.getByRole("listbox", { name: "List of alerts" });
    const chosen = page.locator('[role="option"][aria-selected="true"]');
    await chosen.waitFor();
    expect(await chosen.getAttribute("aria-posinset")).toBe("2");
    await expect.poll(() => list.getAttribute("aria-activedescendant")).toBe(await chosen.getAttribute("id"));
  });

  it("says why evidence is not there, and does not blame the disk for what it did not do", async () => {
    const url = await visit("many", "/alerts/a2");
    await page.getByText("The station was stopped before the evidence was complete.").waitFor();
    await page.goto(`${url}#/alerts/a3`);
    await page.getByText("The station was restarted in between.").waitFor();
    expect(await page.getByText("the disk refused them").count()).toBe(0);
  });

  it("finds a component by its name, with the keyboard alone", async () => {
    await visit("healthy", "/");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("combobox");
    await page.keyboard.type("fan bear");
    await expect.poll(() => page.getByRole("option").count()).toBe(1);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /Extract fan 1, Drive-end bearing/ }).waitFor();
    await page.keyboard.press("Control+k");
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("combobox");
    await page.keyboard.type("setup");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Setup" }).waitFor();
  });

  it("lists simulated devices after real ones, and says that they are", async () => {
    await visit("healthy", "/setup");
    const names = page.getByRole("region").filter({ has: page.getByRole("button", { name: "Take into use" }) });
    await page.getByText("Demo, simulated").waitFor();
    const labels = await names.evaluateAll((regions) => regions.map((region) => region.getAttribute("aria-label")));
    expect(labels.filter((label) => label !== null)).toEqual(["USB sound card", "Demo machine"]);
    expect(await page.getByRole("region", { name: "Demo machine" }).getByText("Demo, simulated").count()).toBe(1);
  });

  it("says beside a form why it was not saved, and keeps what was typed", async () => {
    await visit("alarm", "/setup");
    await page.getByRole("button", { name: "Add machine" }).click();
    const form = page.getByRole("form", { name: "Add machine" });
    await form.getByLabel("Name").fill("Press 4");
    await form.getByRole("button", { name: "Save" }).click();
    const note = form.getByRole("alert");
    await note.getByText("The disk is full: 0 B free.").waitFor();
    expect(await note.textContent()).toContain("could not save");
    expect(await form.getByLabel("Name").inputValue()).toBe("Press 4");
  });

  it("assigns a channel by dragging it onto a component, and without a mouse", async () => {
    // Tall enough that nothing scrolls between pressing and moving: the press would land on another channel.
    await page.setViewportSize({ width: 1366, height: 2000 });
    await visit("healthy", "/setup");
    const channel = page.getByRole("listitem").filter({ hasText: "Channel 3" }).first();
    await channel.dragTo(page.getByRole("region", { name: "Belt", exact: true }));
    const form = page.getByRole("form", { name: "Add measuring point" });
    expect(await form.getByLabel("Component").inputValue()).toBe("c12");
    expect(await form.getByLabel("Channel").inputValue()).toBe("2");
    await form.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Assign Demo plant, Channel 5" }).focus();
    await page.keyboard.press("Enter");
    expect(await form.getByLabel("Channel").inputValue()).toBe("4");
  });

  it("has targets of at least 48 px in shop-floor mode", async () => {
    await visit("alarm", "/");
    await page.getByRole("button", { name: "Display" }).click();
    await page.getByRole("switch", { name: "Shop-floor mode: large text and buttons" }).click();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe("20px");
    const url = page.url().split("#")[0];
    for (const route of ["/", "/machines/m2/c20", "/models", "/models/c20"]) {
      await page.goto(`${url}#${route}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      const small = await page
        .locator("main :is(a, button, select):visible, nav a")
        .evaluateAll((targets) =>
          targets
            .map((target) => [target.textContent, Math.round(target.getBoundingClientRect().height)] as const)
            .filter(([, height]) => height < 48),
        );
      expect(small, route).toEqual([]);
    }
  });

  it("fits its words in a longer language, without scrolling sideways", async () => {
    const url = await visit("alarm", "/");
    await page.evaluate(() => localStorage.setItem("auscult.language", "pseudo"));
    for (const width of [820, 1366]) {
      await page.setViewportSize({ width, height: 1000 });
      for (const route of [
        "/",
        "/machines/m2/c20",
        "/alerts/a0",
        "/models",
        "/models/c20",
        "/setup",
        "/setup/recordings",
      ]) {
        await page.goto(`${url}#${route}`);
        await page.reload();
        await page.getByRole("heading", { level: 1 }).first().waitFor();
        expect(await sidewaysOverflow(page), `${route} at ${width}`).toEqual([]);
      }
    }
  });

  it("breaks the longest names that nobody can break, at a desk and on a tablet", async () => {
    const url = await visit("unbroken", "/");
    for (const width of [820, 1366]) {
      await page.setViewportSize({ width, height: 1000 });
      for (const route of [
        "/",
        "/machines",
        "/machines/m2/c20",
        "/alerts",
        "/alerts/a0",
        "/models",
        "/models/c20",
        "/setup",
        "/setup/recordings",
      ]) {
        await page.goto(`${url}#${route}`);
        await page.reload();
        await page.getByText("W".repeat(120)).last().waitFor({ state: "attached" });
        if (route.startsWith("/machines/")) await page.getByText("Show all values").click();
        if (route === "/setup") {
          await page
            .getByRole("button", { name: /^Add measuring point/ })
            .first()
            .click();
          await page.getByRole("form").first().waitFor();
        }
        expect(await sidewaysOverflow(page), `${route} at ${width}`).toEqual([]);
      }
    }
  });

  it("listens to a port that was found, then takes it into use with what it heard", async () => {
    await visit("healthy", "/setup");
    const found = page.getByRole("region", { name: inventedPort.name });
    await found.getByRole("button", { name: "Set up by hand" }).click();
    await found.getByRole("button", { name: "Look at it" }).click();
    await found.getByText(/Check baud rate and separator/).waitFor();
    await found.getByLabel("Baud rate").fill(String(inventedPort.baudRate));
    await found.getByLabel("Rows a second (Hz)").fill("100");
    await found.getByRole("button", { name: "Look at it" }).click();
    await found.getByText(/3 channels/).waitFor();
    await found.getByRole("button", { name: "Take into use" }).click();
    await found.getByRole("button", { name: "Stop using" }).waitFor();
    await found.getByText(/100 Hz, 3 channels/).waitFor();
    expect(await page.getByRole("button", { name: "Look at it" }).count()).toBe(1);
  });

  it("plays a recording again and again, unless told not to; then it can be played again", async () => {
    await visit("healthy", "/setup");
    const add = async (name: string) => {
      await page.getByLabel("Path of the file on the station").fill(`/data/${name}`);
      await page.getByRole("button", { name: "Look at it" }).last().click();
      const looked = page.getByRole("region", { name: `/data/${name}` });
      await looked.getByRole("button", { name: "Take into use" }).click();
      await looked.getByRole("button", { name: "Stop using" }).waitFor();
      return looked;
    };
    const round = await add("pump.wav");
    await page.getByLabel("Play again and again").uncheck();
    const once = await add("old-pump.wav");
    await once.getByText(/Recording has ended/).waitFor();
    expect(await round.getByText(/Recording has ended/).count()).toBe(0);
    await once.getByRole("button", { name: "Play again" }).click();
    await once.getByText(/Running/).waitFor();
    expect(await once.getByRole("button", { name: "Play again" }).count()).toBe(0);
  });

  it("keeps the rest of the page when a screen cannot be drawn, and lets it be tried again", async () => {
    await visit("healthy", "/");
    await page.evaluate(() => {
      Object.assign(window, {
        ResizeObserver: class {
          constructor() {
            throw new Error("broken on purpose");
          }
        },
      });
    });
    await page.getByRole("link", { name: "Drive-end bearing" }).first().click();
    const note = page.getByRole("alert").filter({ hasText: "This page could not be shown." });
    await note.waitFor();
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByText("All 12 components sound as usual.").waitFor();
    expect(await note.count()).toBe(0);
    await page.goBack();
    await note.getByRole("button", { name: "Reload the page" }).click();
    await page.getByRole("heading", { level: 1, name: /Drive-end bearing/ }).waitFor();
  });

  it("says of a mistyped address that nothing is there", async () => {
    const url = await visit("healthy", "/");
    await page.goto(`${url}#/machines/100%`);
    await page.getByText("This machine or component does not exist any more.").waitFor();
    expect(complaints).toEqual([]);
  });

  it("stays calm while the station is away", async () => {
    const station = await serveFixture("healthy", builtPage);
    await page.goto(station.url);
    await page.getByText("All 12 components sound as usual.").waitFor();
    await station[Symbol.asyncDispose]();
    await page.getByText(/The station does not answer since \d\d:\d\d\. It may be restarting\./).waitFor();
    // What was known is still there, but nobody takes it for the present.
    await page.getByText(/^Last known at \d\d:\d\d: All 12 components sound as usual\.$/).waitFor();
    expect(await page.getByText("All 12 components sound as usual.", { exact: true }).count()).toBe(0);
    const tile = page.getByRole("list", { name: "Machines" }).getByRole("listitem").first();
    expect(await tile.evaluate((element) => getComputedStyle(element).filter)).toBe("grayscale(1)");
  });
});
