import { describe, expect, it } from "vitest";
import { browserIsThere } from "../makers/openBrowser.ts";
import { useFixturePage } from "./fixturePage.ts";

describe.runIf(browserIsThere())("sensors and recordings on the page", () => {
  const { page, visit } = useFixturePage();
  const clips = "Housing, horizontal (Channel 11) clips, 4 % of the samples are cut off: turn the input gain down.";

  it("says which sensor is in trouble and what to do: overview, machine, strip", async () => {
    const url = await visit("sensors", "/");
    const tile = page().getByRole("list", { name: "Machines" }).getByRole("listitem").first();
    await tile.getByText(clips).waitFor();
    await page().getByRole("button", { name: "1 sensor in trouble" }).click();
    await page().getByRole("dialog").getByText(clips).waitFor();
    await page().keyboard.press("Escape");
    await page().goto(`${url}#/machines/m3/c31`);
    await page()
      .getByRole("heading", { level: 1, name: `Motor M7, Stator: ${clips}` })
      .waitFor();
    // A hint is told where it belongs, and does not make a component sick.
    await page().goto(`${url}#/machines/m1/c11`);
    const findings = page().getByRole("region", { name: "What is wrong with the sensors" });
    await findings.getByText(/50 Hz hum is stronger than the machine/).waitFor();
    await page()
      .getByRole("heading", { level: 1, name: /sounds as usual/ })
      .waitFor();
  });

  it("shows values of a smart sensor with their units beside the spectrum of the other", async () => {
    await visit("sensors", "/machines/m0/c01");
    const live = page().getByRole("region", { name: "Live" });
    await live.getByText(/^-[34]\.\d+ °C$/).waitFor();
    await live.getByText(/^2\.\d+ mm\/s$/).waitFor();
    await live.getByRole("img", { name: "Values of Temperature" }).waitFor();
    await live.getByRole("img", { name: "Spectrum: Housing, horizontal" }).waitFor();
    expect(await live.getByLabel("Measuring point").count()).toBe(0);
  });

  it("draws a stretch without samples as a gap and says why", async () => {
    await visit("sensors", "/machines/m0/c00");
    const plot = page().getByRole("img", { name: "Score: Drive-end bearing" });
    await page().getByText("Hatched: no samples").waitFor();
    const area = (await plot.locator(".u-over").boundingBox())!;
    // A quarter of an hour before the end of the hour.
    await page().mouse.move(area.x + area.width * 0.77, area.y + area.height / 2);
    await page()
      .getByRole("tooltip")
      .getByText(/4,608,000 samples lost\. Demo plant was unplugged\./)
      .waitFor();
    await page().mouse.move(area.x + area.width * 0.5, area.y + area.height / 2);
    expect(await page().getByRole("tooltip").count()).toBe(0);
  });

  it("records from a component, stops, saves and removes", async () => {
    await visit("sensors", "/machines/m0/c02");
    const panel = page().getByRole("region", { name: "Recordings" });
    await panel.getByLabel("Seconds before now").fill("10");
    await panel.getByLabel("Name of the recording").fill("Knocking");
    await panel.getByRole("button", { name: "Start recording" }).click();
    const row = panel.getByRole("listitem", { name: "Knocking" });
    await row.getByText(/recording since .* by Ada/).waitFor();
    await row.getByRole("button", { name: "Stop Knocking" }).click();
    await row.getByText(/10 s long · 4 MB · by Ada/).waitFor();
    const saved = page().waitForEvent("download");
    await row.getByRole("button", { name: "Save WAV: Feed pump 3, Impeller: Housing, horizontal" }).click();
    expect((await saved).suggestedFilename()).toBe("Knocking-Feed-pump-3-Impeller-Housing-horizontal.wav");
    await row.getByRole("button", { name: "Remove Knocking" }).click();
    await page()
      .getByRole("dialog", { name: "Remove Knocking?" })
      .getByRole("button", { name: "Remove Knocking" })
      .click();
    await row.waitFor({ state: "detached" });
  });

  it("lists recordings with why one ended early, and plans new ones", async () => {
    await visit("sensors", "/setup/recordings");
    await page().getByText("27.6 MB of 5 GB used.", { exact: false }).waitFor();
    await page().getByText("Ended early: the space for recordings is used up.").waitFor();
    await page().getByText("Mon, Tue, Wed, Thu, Fri at 06:00, 1 min · again every 4 h · 1 point").waitFor();
    await page().getByRole("button", { name: "Add a time" }).click();
    const form = page().getByRole("form", { name: "Add a time" });
    await form.getByLabel("What to record").selectOption("Motor M7, all points");
    await form.getByLabel("Starts at").fill("25:00");
    expect(await form.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await form.getByLabel("Starts at").fill("22:30");
    await form.getByText("Sun", { exact: true }).click();
    await form.getByRole("button", { name: "Save" }).click();
    const planned = page().getByRole("region", { name: "Motor M7, all points" });
    await planned.getByText("Sun at 22:30, 1 min · 3 points").waitFor();
    await planned.getByRole("button", { name: "Remove" }).click();
    await page().getByRole("dialog").getByRole("button", { name: "Remove Motor M7, all points" }).click();
    await planned.waitFor({ state: "detached" });
  });

  it("has targets of at least 48 px in the setup, for gloves", async () => {
    const url = await visit("sensors", "/setup");
    await page().evaluate(() => localStorage.setItem("auscult.shopFloor", "yes"));
    await page().reload();
    for (const route of ["/setup", "/setup/recordings", "/setup/station"]) {
      await page().goto(`${url}#${route}`);
      await page().getByRole("heading", { level: 1 }).first().waitFor();
      if (route === "/setup") await page().getByRole("button", { name: "Set up by hand" }).click();
      if (route === "/setup/recordings") await page().getByRole("button", { name: "Add a time" }).click();
      const small = await page()
        .locator("main :is(a, button:not([aria-hidden]), select, summary, label.mantine-Chip-label):visible")
        .evaluateAll((targets) =>
          targets
            .map((target) => [target.textContent, Math.round(target.getBoundingClientRect().height)] as const)
            .filter(([, height]) => height < 48),
        );
      expect(small, route).toEqual([]);
    }
  });
});
