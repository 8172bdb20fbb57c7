import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { browserIsThere, openBrowser } from "../makers/openBrowser.ts";
import { builtPage } from "./builtPage.ts";
import { serveFixture } from "./fixtureStation.ts";
import { inventedTone } from "./inventedSpectra.ts";

const { frequency, amplitude, harmonicAmplitude } = inventedTone;
const decibels = (value: number) => 20 * Math.log10(value);

/** "1,000.4 Hz" or "−6 dB re 1 g" as a number. */
const numberIn = (text: string) =>
  Number(
    text
      .replaceAll(",", "")
      .replace("−", "-")
      .match(/-?[\d.]+/)?.[0],
  );

/** The live view in a real Chromium, before tones whose frequency and amplitude are known. */
describe.runIf(browserIsThere())("the live view", () => {
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
    const station = closing.use(await serveFixture("alarm", builtPage));
    const context = await browser.newContext({
      viewport: { width: 1366, height: 1000 },
      locale: "en-GB",
      hasTouch: true,
    });
    closing.defer(() => context.close());
    page = await context.newPage();
    complaints = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${station.url}#/machines/m2/c20`);
    await plot().waitFor();
  });
  afterEach(async () => {
    await closing.disposeAsync();
    expect(complaints).toEqual([]);
  });

  const plot = (name = "Spectrum") => page.getByRole("group", { name: new RegExp(`^${name}`) });
  const choose = (label: string, choice: string) => page.getByLabel(label, { exact: true }).selectOption(choice);
  /** What the cursor reads, as numbers. */
  const reading = () =>
    page
      .locator("output:visible strong")
      .allTextContents()
      .then((texts) => texts.map(numberIn));

  /** Puts the cursor on the strongest line; asked again until the first spectrum is there. */
  async function findStrongest(): Promise<void> {
    await choose("Detail", "lines");
    await plot().focus();
    await expect
      .poll(async () => {
        await page.keyboard.press("p");
        return (await reading())[0] ?? 0;
      })
      .toBeCloseTo(frequency, 0);
  }

  it("reads a known tone between two lines: its frequency, and its amplitude in every unit", async () => {
    await findStrongest();
    const omega = 2 * Math.PI * frequency;
    const [at, level] = await reading();
    expect(Math.abs(at! - frequency)).toBeLessThan(0.1);
    expect(Math.abs(level! - decibels(amplitude))).toBeLessThan(0.1);
    await choose("Level", "linear");
    const gravity = 9.80665;
    const expected = {
      g: amplitude,
      "m/s²": amplitude * gravity,
      "mm/s": (amplitude * gravity * 1e3) / omega,
      µm: (amplitude * gravity * 1e6) / omega ** 2,
    };
    for (const [unit, value] of Object.entries(expected)) {
      await choose("Unit", unit);
      await page.locator("output").getByText(unit, { exact: false }).first().waitFor();
      expect(Math.abs((await reading())[1]! / value - 1), unit).toBeLessThan(0.01);
    }
  });

  it("marks ten harmonics and finds the second one's level; a click reads where it points", async () => {
    await findStrongest();
    await choose("Cursor", "harmonics");
    const marks = page.getByRole("list", { name: "Harmonics" }).getByRole("listitem");
    expect(await marks.count()).toBe(9);
    const second = await marks.first().locator("span").allTextContents();
    expect(second[0]).toBe("2×");
    expect(numberIn(second[1]!)).toBeCloseTo(2 * frequency, 0);
    expect(Math.abs(numberIn(second[2]!) - decibels(harmonicAmplitude))).toBeLessThan(0.2);
    await choose("Cursor", "sidebands");
    await page.getByLabel("Spacing in Hz").fill("30");
    expect(await page.getByRole("list", { name: "Sidebands" }).getByRole("listitem").count()).toBe(10);
    await choose("Cursor", "single");
    const surface = await page.locator(".u-over").last().boundingBox();
    await page.mouse.click(surface!.x + surface!.width / 2, surface!.y + surface!.height / 2);
    expect(Math.abs((await reading())[0]! - 6400)).toBeLessThan(12_800 / surface!.width + 2);
  });

  it("zooms by dragging and by keys, and shows all again", async () => {
    await findStrongest();
    const whole = page.getByRole("button", { name: "Whole axis" });
    expect(await whole.isDisabled()).toBe(true);
    const surface = (await page.locator(".u-over").last().boundingBox())!;
    const at = (share: number) => surface.x + surface.width * share;
    await page.mouse.move(at(0.25), surface.y + 40);
    await page.mouse.down();
    await page.mouse.move(at(0.5), surface.y + 60, { steps: 3 });
    await page.mouse.up();
    // What is now in the middle was at three eighths before.
    await page.mouse.click(at(0.5), surface.y + 60);
    expect(Math.abs((await reading())[0]! - 12_800 * 0.375)).toBeLessThan(20);
    await page.keyboard.press("0");
    await expect.poll(() => whole.isDisabled()).toBe(true);
    await page.keyboard.press("+");
    await expect.poll(() => whole.isDisabled()).toBe(false);
  });

  it("is worked by touch: a finger reads, two fingers spread to zoom", async () => {
    await findStrongest();
    const surface = (await page.locator(".u-over").last().boundingBox())!;
    const at = (share: number) => ({ x: surface.x + surface.width * share, y: surface.y + 60 });
    await page.touchscreen.tap(at(0.25).x, at(0.25).y);
    const perPixel = 12_800 / surface.width;
    expect(Math.abs((await reading())[0]! - 3200)).toBeLessThan(2 * perPixel);
    const touch = await page.context().newCDPSession(page);
    const fingers = (type: "touchStart" | "touchMove" | "touchEnd", shares: readonly number[]) =>
      touch.send("Input.dispatchTouchEvent", { type, touchPoints: shares.map((share, id) => ({ ...at(share), id })) });
    await fingers("touchStart", [0.45]);
    await fingers("touchStart", [0.45, 0.55]);
    await fingers("touchMove", [0.4, 0.6]);
    await fingers("touchEnd", []);
    // Spread to twice the distance: half as much is shown, the middle stays.
    await page.touchscreen.tap(at(0.75).x, at(0.75).y);
    expect(Math.abs((await reading())[0]! - 12_800 * 0.625)).toBeLessThan(4 * perPixel);
  });

  it("gives the numbers of the plot as CSV and to the clipboard", async () => {
    await findStrongest();
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as CSV" }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toMatch(/^spectrum-Housing-horizontal-[\d-]+\.csv$/);
    const text = await readFile(await download.path(), "utf8");
    const [heading, ...rows] = text.trimEnd().split("\r\n");
    expect(heading).toBe('Frequency (Hz),"Housing, horizontal (dB re 1 g)"');
    const values = rows.map((row) => row.split(",").map(Number));
    expect(values.length).toBe(8192);
    expect(values.flat().every(Number.isFinite)).toBe(true);
    const strongest = values.reduce((best, row) => (row[1]! > best[1]! ? row : best));
    // On the lines themselves, so within half a line and the 1.42 dB a Hann window loses between two of them.
    expect(Math.abs(strongest[0]! - frequency)).toBeLessThanOrEqual(25_600 / 16_384 / 2);
    expect(strongest[1]!).toBeLessThan(decibels(amplitude) + 0.1);
    expect(strongest[1]!).toBeGreaterThan(decibels(amplitude) - 1.5);
    await page.getByRole("button", { name: "Copy numbers" }).click();
    await page.getByText("Copied. Paste into a table.").waitFor();
    await page.evaluate(() => {
      const field = document.createElement("textarea");
      field.id = "pasted";
      document.body.append(field);
      field.focus();
    });
    await page.keyboard.press("Control+v");
    const pasted = await page.locator("#pasted").inputValue();
    expect(pasted.split("\n").length).toBe(8194);
    expect(pasted.split("\n")[640]?.split("\t").map(Number)).toEqual(values[639]);
  });

  it("keeps how somebody likes to look, holds the picture still, and holds peaks", async () => {
    await findStrongest();
    await choose("Averaging", "16");
    await choose("Frequency axis", "log");
    await page.getByRole("button", { name: "Peak hold" }).click();
    await page.reload();
    await plot().waitFor();
    expect(await page.getByLabel("Averaging", { exact: true }).inputValue()).toBe("16");
    expect(await page.getByLabel("Frequency axis", { exact: true }).inputValue()).toBe("log");
    expect(await page.getByRole("button", { name: "Peak hold" }).getAttribute("aria-pressed")).toBe("true");
    await page.getByText("mean of 16 spectra").waitFor();
    await findStrongest();
    await page.getByRole("button", { name: "Hold", exact: true }).click();
    // A held spectrum is still there for another unit.
    await choose("Unit", "mm/s");
    await page.locator("output").getByText("dB re 1 mm/s").waitFor();
    const velocity = (amplitude * 9806.65) / (2 * Math.PI * frequency);
    expect(Math.abs((await reading())[1]! - decibels(velocity))).toBeLessThan(0.1);
  });

  it("reads level, frequency and time in the spectrogram, and samples in the waveform", async () => {
    await page.getByText("Spectrogram", { exact: true }).click();
    await plot("Spectrogram").focus();
    await page.keyboard.press("ArrowUp");
    for (let step = 0; step < 29; step += 1) await page.keyboard.press("Shift+ArrowRight");
    // The invented machine hums at 3150 Hz: brighter there than in the middle of the axis.
    // The level under the cursor is there once the next column is drawn.
    await expect.poll(async () => Number.isFinite((await reading())[1])).toBe(true);
    const silent = (await reading()) as [number, number];
    for (let step = 0; step < 7; step += 1) await page.keyboard.press("Shift+ArrowDown");
    await expect.poll(async () => (await reading())[0]).toBeLessThan(3.4);
    await expect.poll(async () => (await reading())[1]).toBeGreaterThan(silent[1] + 5);
    await page.getByText("Waveform", { exact: true }).click();
    await plot("Waveform").focus();
    await page.keyboard.press("p");
    await expect.poll(async () => Number.isFinite((await reading())[1])).toBe(true);
    const [time, low] = await reading();
    // The spectrum is still there behind, and comes back when the picture is held.
    await page.getByRole("button", { name: "Hold", exact: true }).click();
    await page.getByText("Spectrum", { exact: true }).click();
    await findStrongest();
    expect(time!).toBeGreaterThan(0);
    expect(time!).toBeLessThan(200);
    expect(low!).toBeLessThan(0);
  });
});
