import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { builtPage } from "./builtPage.ts";
import { serveFixture } from "./fixtureStation.ts";
import { type PlantStory, plantStories } from "./inventedPlant.ts";

/**
 * Takes pictures of every screen in every situation, for people to look at.
 * `node_modules/.bin/node test/browser/look.ts FOLDER [story …]`, with the page built before. Not part of the tests: a picture nobody looks at proves nothing.
 */
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const sizes = { laptop: [1366, 768], desk: [1920, 1080], tablet: [1024, 768], upright: [820, 1180] } as const;
const routes: Readonly<Record<PlantStory, readonly string[]>> = {
  empty: ["/", "/setup"],
  fresh: ["/", "/machines/m0/c00", "/models"],
  healthy: ["/", "/machines/m0/c00", "/alerts"],
  learning: ["/", "/machines/m0/c00"],
  alarm: ["/", "/machines/m2/c20", "/machines", "/alerts", "/alerts/a0", "/alerts/a1", "/setup"],
  many: ["/", "/alerts"],
  unbroken: ["/", "/machines/m2/c20", "/alerts/a0", "/models", "/models/c20", "/setup"],
  cards: ["/models", "/models/c10", "/models/c10/2", "/models/c11", "/machines/m1/c10", "/machines/m3/c31"],
  modes: ["/", "/machines/m0/c00", "/machines/m3/c30", "/models"],
  large: ["/", "/models"],
  sensors: ["/", "/machines/m3/c31", "/machines/m0/c01", "/setup", "/setup/recordings", "/setup/station"],
};

const [folder = "pictures", ...asked] = process.argv.slice(2);
const only = process.env.LOOK_ONLY?.split(",");
for (const story of plantStories.filter((name) => asked.length === 0 || asked.includes(name))) {
  await using station = await serveFixture(story, builtPage);
  const profile = await mkdtemp(join(tmpdir(), "auscult-look-"));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: flags,
  });
  for (const [size, [width, height]] of Object.entries(sizes)) {
    for (const scheme of ["light", "dark"] as const) {
      if (only !== undefined && !only.includes(`${size}-${scheme}`)) continue;
      const tab = await browser.newPage();
      tab.on(
        "console",
        (message) => message.type() !== "log" && console.error(`${story} ${message.type()}: ${message.text()}`),
      );
      tab.on("pageerror", (error) => console.error(`${story} threw: ${error.stack ?? error.message}`));
      await tab.setViewportSize({ width, height });
      await tab.emulateMedia({ colorScheme: scheme });
      for (const route of routes[story]) {
        await tab.goto(`${station.url}#${route}`);
        await tab.getByRole("heading", { level: 1 }).first().waitFor();
        await tab.waitForTimeout(1500);
        const name = `${story}-${route.replaceAll("/", "_")}-${size}-${scheme}.png`;
        await tab.screenshot({ path: join(folder, name) });
      }
      await tab.close();
    }
  }
  await browser.close();
  await rm(profile, { recursive: true, force: true });
}
