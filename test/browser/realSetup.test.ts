import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { browserIsThere, openBrowser } from "../makers/openBrowser.ts";
import { rigIsThere } from "../makers/rigProgram.ts";
import { serialWriter } from "../makers/serialWriter.ts";
import { socatPair } from "../makers/socatPair.ts";
import { startStation } from "../makers/stationProcess.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const rate = 1000;
/** Somebody who plugs something in looks at the page for it. */
const noticedWithin = 3000;

/** What `udevadm` says of a USB adapter, for as long as it is plugged in. */
const udevadm = (port: string) => `#!/bin/sh
[ -e ${port} ] && printf '%s\\n' 'P: /devices/usb1' 'N: ttyUSB0' 'E: DEVNAME=${port}' 'E: ID_VENDOR_ENC=Acme' 'E: ID_VENDOR_ID=1a86' 'E: ID_MODEL_ID=7523'
exit 0
`;

afterEach(() => vi.unstubAllEnvs());

describe.runIf(browserIsThere() && rigIsThere(["socat"]))("a sensor that is plugged into the real station", () => {
  it("appears by itself, is heard, previewed, taken, assigned, and counts", async () => {
    using folder = temporaryFolder();
    await using closing = new AsyncDisposableStack();
    const pair = closing.use(await socatPair(folder.path));
    const stop = new AbortController();
    const port = join(folder.path, "ttyUSB0");
    writeFileSync(join(folder.path, "udevadm"), udevadm(port), { mode: 0o755 });
    vi.stubEnv("PATH", `${folder.path}:${process.env.PATH}`);
    const station = closing.use(await startStation(join(folder.path, "data")));
    const browser = closing.adopt(await openBrowser(), (open) => open.close());
    const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });
    await context.addInitScript(() => localStorage.setItem("auscult.author", "Ada"));
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (thrown) => complaints.push(thrown.message));
    await page.goto(station.url);
    await page.goto(`${new URL(station.url).origin}/#/setup`);
    const found = page.getByRole("region", { name: /^Acme/ }).first();
    await page.getByRole("heading", { name: "Found" }).waitFor();
    await page
      .getByText(/Nothing new found|via /)
      .first()
      .waitFor();

    const plugged = performance.now();
    symlinkSync(pair.station, port);
    await found.waitFor({ timeout: 10_000 });
    expect(performance.now() - plugged).toBeLessThan(noticedWithin);

    const wave = (index: number) => Math.sin((2 * Math.PI * 20 * index) / rate);
    const writing = serialWriter(pair.device, {
      rate,
      stop: stop.signal,
      line: (index) => `${wave(index).toFixed(4)},${(0.5 * wave(index + 3)).toFixed(4)}`,
    });
    await found.getByRole("button", { name: "Set up by hand" }).click();
    await found.getByRole("button", { name: "Show what comes" }).click();
    const preview = found.getByRole("region", { name: "What comes" });
    await preview.getByText(/samples decoded/).waitFor({ timeout: 15_000 });
    await expect.poll(() => preview.getByRole("columnheader").count(), { timeout: 15_000 }).toBe(2);
    // Left empty it is measured; a machine that is busy with other tests measures it a little off.
    await found.getByLabel(/^Rows a second/).fill(String(rate));
    await found.getByRole("button", { name: "Look at it" }).click();
    await found.getByText(/2 channels/).waitFor({ timeout: 20_000 });
    await found.getByRole("button", { name: /^Listen: / }).click();
    const heard = found.getByRole("region", { name: /delivers now$/ });
    await expect.poll(() => heard.getByRole("meter").count(), { timeout: 20_000 }).toBe(2);
    await found.getByRole("button", { name: "Take into use" }).click();
    const used = page
      .getByRole("region", { name: /^Acme/ })
      .filter({ has: page.getByRole("button", { name: /^Stop using/ }) });
    await used.getByText(/Running, /).waitFor({ timeout: 20_000 });

    await page.getByRole("button", { name: "Add machine" }).click();
    const machine = page.getByRole("form", { name: "Add machine" });
    await machine.getByLabel("Name").fill("Test pump");
    await machine.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Add component: Test pump" }).click();
    const component = page.getByRole("form", { name: "Add component" });
    await component.getByLabel("Name").fill("Bearing");
    await component.getByRole("button", { name: "Save" }).click();
    await used.getByRole("button", { name: /^Assign .*Channel 2$/ }).click();
    const point = page.getByRole("form", { name: "Add measuring point" });
    await point.getByLabel("Name", { exact: true }).fill("Housing");
    await point.getByLabel("Mounting").selectOption("screw");
    await point.getByText("Sampled at 1 kHz: sees to about 500 Hz.", { exact: false }).waitFor();
    await point.getByRole("button", { name: "Save" }).click();
    await page.getByRole("region", { name: "Bearing", exact: true }).getByText("Housing").waitFor();
    await used.getByText("Bearing: Housing").waitFor();
    await page.goto(`${new URL(station.url).origin}/#/machines`);
    await page
      .getByRole("link", { name: /Bearing|Test pump/ })
      .first()
      .click();
    const live = page.getByRole("region", { name: "Live" });
    await live
      .getByText(/^0\.35\d* raw$/)
      .first()
      .waitFor({ timeout: 30_000 });

    await pair.unplug();
    await page.goto(`${new URL(station.url).origin}/#/setup`);
    await used.getByText(/No signal, /).waitFor({ timeout: 10_000 });
    stop.abort();
    await writing;
    expect(complaints).toEqual([]);
  });
});
