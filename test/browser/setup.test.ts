import { describe, expect, it } from "vitest";
import { browserIsThere } from "../makers/openBrowser.ts";
import { useFixturePage } from "./fixturePage.ts";
import { inventedMicrophone, inventedPort } from "./inventedDevices.ts";

/** Of a measurement microphone: 3 dB too much at 10 kHz. */
const calibrationFile = `"Sens Factor =-12.07dB, SERNO: 8108494"\r\n20\t0.0\r\n1000\t0.5\r\n10000\t3.0\r\n`;

describe.runIf(browserIsThere())("setting up devices", () => {
  const { page, visit } = useFixturePage();
  const device = (name: string) => page().getByRole("region", { name, exact: true });
  const port = () => device(inventedPort.name);
  const source = () => port().getByRole("form", { name: inventedPort.name });
  const preview = () => page().getByRole("region", { name: "What comes" });

  it("shows a device when it is plugged in, without anybody asking", async () => {
    await visit("sensors", "/setup");
    await device("USB sound card").waitFor();
    await device(inventedMicrophone.name).waitFor({ timeout: 5000 });
    // Above the devices in use: at the end of a long list nobody would see it come.
    const headings = await page()
      .getByRole("region", { name: "Devices" })
      .getByRole("heading", { level: 3 })
      .allTextContents();
    expect(headings).toEqual(["Just plugged in", "In use", "Found", "Add a source by hand"]);
  });

  it("listens to a device before it is used: levels, spectra, what is wrong in a sentence, a tone to try it", async () => {
    await visit("sensors", "/setup");
    await device("USB sound card").getByRole("button", { name: "Listen: USB sound card" }).click();
    const heard = page().getByRole("region", { name: "What USB sound card delivers now" });
    await heard
      .getByText("Input 2 (Channel 2) clips, 4 % of the samples are cut off: turn the input gain down.")
      .waitFor();
    expect(await heard.getByRole("meter").count()).toBe(2);
    expect(await heard.getByRole("img", { name: /^Spectrum of Input 1 .* 12.8 kHz$/ }).count()).toBe(1);
    await device("USB sound card")
      .getByText(/The system mixes and processes sound on this path/)
      .waitFor();
    await heard.getByRole("button", { name: "Play a test tone" }).click();
    await heard.getByRole("button", { name: "Stop the test tone" }).click();
    await heard.getByText(/from the loudspeaker of the computer that shows this page/).waitFor();
    await device("USB sound card").getByRole("button", { name: "Stop listening: USB sound card" }).click();
    expect(await heard.count()).toBe(0);
  });

  it("finds out what is behind a port", async () => {
    await visit("sensors", "/setup");
    await port().getByRole("button", { name: "Find out what this is" }).click();
    await port().getByText("It answers as:").waitFor();
    const sensor = device("WitMotion inertial sensor");
    await sensor.getByText(/3 channels/).waitFor();
    await sensor.getByRole("button", { name: "Take into use" }).click();
    await sensor.getByRole("button", { name: "Stop using" }).waitFor();
  });

  it("shows what a text stream sends while its settings are typed", async () => {
    await visit("sensors", "/setup");
    await port().getByRole("button", { name: "Set up by hand" }).click();
    await source().getByRole("button", { name: "Show what comes" }).click();
    await preview()
      .getByText(/no numbers\. Check the baud rate\./)
      .waitFor();
    await preview()
      .getByText(/bytes thrown away/)
      .waitFor();
    await source().getByLabel("Baud rate").fill(String(inventedPort.baudRate));
    await preview().getByRole("columnheader", { name: "Channel 3" }).waitFor();
    await preview()
      .getByText(/99\.8 samples a second/)
      .waitFor();
    expect(
      await preview()
        .getByText(/thrown away/)
        .count(),
    ).toBe(0);
  });

  it("lets a counted rate be corrected, and sets a device in use up anew under another name", async () => {
    await visit("sensors", "/setup");
    await port().getByRole("button", { name: "Set up by hand" }).click();
    await source().getByLabel("Baud rate").fill(String(inventedPort.baudRate));
    await source().getByRole("button", { name: "Look at it" }).click();
    const described = port().getByRole("region", { name: inventedPort.name });
    await described.getByText(/Counted for a few seconds/).waitFor();
    const rate = described.getByLabel("Sample rate (Hz)");
    expect(await rate.inputValue()).toBe("99.8");
    await rate.fill("100");
    await described.getByRole("button", { name: "Take into use" }).click();
    await port()
      .getByText(/100 Hz, 3 channels/)
      .waitFor();
    await port()
      .getByRole("button", { name: `Change: ${inventedPort.name}` })
      .click();
    // The station holds the port: nothing can be shown of it beside.
    expect(await port().getByRole("button", { name: "Show what comes" }).count()).toBe(0);
    await port().getByRole("button", { name: "Look at it" }).click();
    expect(await rate.inputValue()).toBe("100");
    await described.getByLabel("Name").fill("Fan sensor");
    await rate.fill("200");
    await described.getByRole("button", { name: "Save" }).click();
    await device("Fan sensor")
      .getByText(/200 Hz, 3 channels/)
      .waitFor();
    expect(await device("Fan sensor").getByRole("button", { name: "Save" }).count()).toBe(0);
  });

  it("does not look at a source while the text of its description is refused", async () => {
    await visit("sensors", "/setup");
    const add = page().getByRole("form", { name: "Add a source by hand" });
    await add.getByLabel("What is it?").selectOption("modbusTcp");
    await add.getByLabel("Address in the network").fill("10.0.0.7:502");
    await add.getByLabel("Sensor").selectOption("own");
    await add.getByText("As text (JSON)").click();
    const text = add.getByRole("textbox", { name: "As text (JSON)" });
    const whole = await text.inputValue();
    await text.fill('{"registers":[{"address":1,}]}');
    await add.getByText(/cannot be used: In the register map, the text must be JSON/).waitFor();
    await add.getByText(/Mend the text of the description first/).waitFor();
    for (const name of ["Look at it", "Show what comes"]) {
      expect(await add.getByRole("button", { name }).isDisabled(), name).toBe(true);
    }
    await text.fill(whole);
    await expect.poll(() => add.getByRole("button", { name: "Look at it" }).isEnabled()).toBe(true);
    await text.fill("{");
    await add.getByLabel("Sensor").selectOption("qm30vt2");
    await expect.poll(() => add.getByRole("button", { name: "Look at it" }).isEnabled()).toBe(true);
  });

  it("decodes binary frames while they are being described, and takes a description from elsewhere", async () => {
    await visit("sensors", "/setup");
    await port().getByRole("button", { name: "Set up by hand" }).click();
    await source().getByLabel("What is it?").selectOption("serialFrames");
    const builder = source().getByRole("group", { name: "Frame builder" });
    await source().getByRole("button", { name: "Show what comes" }).click();
    await preview().getByText("AA 55 10 27 F0 D8 07 00").first().waitFor();
    const first = builder.getByRole("group", { name: "Field 1" });
    await first.getByLabel("Name").fill("Shaft");
    await first.getByLabel("Times").fill("0.5");
    await preview().getByRole("columnheader", { name: /Shaft/ }).waitFor();
    await preview().getByRole("cell", { name: "5,000", exact: true }).first().waitFor();
    await first.getByLabel("Type").selectOption("uint16");
    await builder.getByRole("group", { name: "Field 2" }).getByLabel("Times").fill("1");
    await builder.getByRole("group", { name: "Field 2" }).getByLabel("Type").selectOption("uint16");
    await preview().getByRole("cell", { name: "55,500", exact: true }).first().waitFor();
    await builder.getByLabel("Sync bytes (hex)").fill("no");
    await builder.getByText(/This description cannot be used: .*sync/).waitFor();
    await builder.getByText("As text (JSON)").click();
    const other = { sync: "AA 55", length: 8, fields: [{ name: "Torque", at: 6, type: "int16" }] };
    await builder.getByRole("textbox", { name: "As text (JSON)" }).fill(JSON.stringify(other));
    await preview().getByRole("columnheader", { name: "Torque" }).waitFor();
    expect(await builder.getByText(/cannot be used/).count()).toBe(0);
    const saved = page().waitForEvent("download");
    await builder.getByRole("button", { name: "Save as file" }).click();
    expect((await saved).suggestedFilename()).toBe("frame.json");
  });

  it("edits registers only where no ready map fits", async () => {
    await visit("sensors", "/setup");
    const add = page().getByRole("form", { name: "Add a source by hand" });
    await add.getByLabel("What is it?").selectOption("modbusTcp");
    await add.getByLabel("Address in the network").fill("10.0.0.7:502");
    expect(await add.getByRole("group", { name: "Registers" }).count()).toBe(0);
    await add.getByLabel("Sensor").selectOption("own");
    const registers = add.getByRole("group", { name: "Registers" });
    await registers.getByRole("button", { name: "Add register" }).click();
    await registers.getByRole("group", { name: "Register 4" }).getByLabel("Word order").waitFor();
    await registers.getByRole("group", { name: "Register 4" }).getByLabel("Name").fill("Velocity RMS");
    await registers.getByText(/cannot be used: .* may not be "Velocity RMS" again/).waitFor();
  });

  it("measures a sensitivity with a calibrator and keeps where it comes from", async () => {
    const url = await visit("sensors", "/setup");
    await page().getByRole("button", { name: "Edit Housing, horizontal" }).first().click();
    const form = page().getByRole("form", { name: "Edit Housing, horizontal" });
    const part = form.getByRole("group", { name: "Measure the sensitivity with a calibrator" });
    // Only those that fit what the sensor measures.
    expect(await part.getByLabel("Calibrator").getByRole("option").allTextContents()).toEqual([
      "10 m/s² at 159.2 Hz",
      "1 g at 159.2 Hz",
    ]);
    await part.getByLabel("Calibrator").selectOption("1 g at 159.2 Hz");
    // What it says on the way is gone in a moment, on a busy machine before anybody looks: written down as it is said.
    const said = await part.evaluateHandle((group) => {
      const texts: string[] = [];
      new MutationObserver(() => texts.push(group.textContent ?? "")).observe(group, {
        subtree: true,
        childList: true,
        characterData: true,
      });
      return texts;
    });
    await part.getByRole("button", { name: "Measure" }).click();
    await part.getByText("Steady. The sensitivity can be taken over.").waitFor();
    const spoken = (await said.jsonValue()).join(" ");
    for (const word of [/Put the calibrator on the sensor/, /No tone is heard/, /The tone is not steady/])
      expect(spoken).toMatch(word);
    await part.getByText(/Tone at 159 Hz · 0\.0123 device units per g · steady within 0\.03 dB/).waitFor();
    await part.getByRole("button", { name: "Take over" }).click();
    expect(await form.getByLabel("Sensitivity", { exact: true }).inputValue()).toBe("0.0123");
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "detached" });
    await page().goto(`${url}#/machines/m0/c00`);
    await page()
      .getByText(/Sensitivity measured by Ada, .*tone at 159 Hz, steady within 0\.03 dB/)
      .waitFor();
  });

  it("reads the calibration file of a microphone and says whose it is, or which line is wrong", async () => {
    await visit("sensors", "/setup");
    await page().getByRole("button", { name: "Edit Housing, horizontal" }).first().click();
    const form = page().getByRole("form", { name: "Edit Housing, horizontal" });
    await form.getByLabel("Measures").selectOption("sound pressure");
    const part = form.getByRole("group", { name: "Calibration file of the microphone" });
    const give = async (text: string) => {
      const asked = page().waitForEvent("filechooser");
      await part.getByRole("button", { name: "Choose file" }).click();
      await (await asked).setFiles({ name: "8108494.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
    };
    await give("20\tzero\r\n");
    await part.getByText(/Line 1 of 8108494\.txt/).waitFor();
    await give(calibrationFile);
    await part.getByText("Serial number 8108494.").waitFor();
    await part.getByRole("img", { name: "Frequency response: largest correction 3 dB at 10 kHz" }).waitFor();
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "detached" });
    await page().getByRole("button", { name: "Edit Housing, horizontal" }).first().click();
    await page().getByText("Serial number 8108494.").waitFor();
  });

  it("says what a point can see, and asks nothing about a value that the sensor has worked out itself", async () => {
    await visit("sensors", "/setup");
    await page().getByRole("button", { name: "Edit Housing, horizontal" }).first().click();
    const form = page().getByRole("form", { name: "Edit Housing, horizontal" });
    await form.getByLabel("Mounting").selectOption("magnet");
    await form
      .getByText(
        "Magnet mount: sees to about 3 kHz. Enough for middle to late faults; early bearing faults need 10 kHz and more.",
      )
      .waitFor();
    await form.getByRole("button", { name: "Cancel" }).click();
    await page().getByRole("button", { name: "Assign QM30VT2 hall 1, Channel 3" }).click();
    const value = page().getByRole("form", { name: "Add measuring point" });
    await value.getByText("A value every 2 s, worked out by the sensor itself: no spectrum.").waitFor();
    expect(await value.getByLabel("Unit").inputValue()).toBe("mm/s");
    expect(await value.getByLabel("Sensitivity", { exact: true }).count()).toBe(0);
    expect(await value.getByRole("group", { name: /calibrator/ }).count()).toBe(0);
  });

  it("assigns a channel with the keyboard alone", async () => {
    await visit("sensors", "/setup");
    const assign = page().getByRole("button", { name: "Assign QM30VT2 hall 1, Channel 3" });
    await assign.focus();
    await page().keyboard.press("Enter");
    await expect.poll(() => page().evaluate(() => document.activeElement?.tagName)).toBe("SELECT");
    await page().keyboard.type("Motor M7, Coupling");
    await page().keyboard.press("Tab");
    await page().keyboard.type("Velocity at the coupling");
    await page().keyboard.press("Enter");
    await page().getByRole("region", { name: "Coupling", exact: true }).getByText("Velocity at the coupling").waitFor();
  });

  it("accounts for what was lost and how the clock runs", async () => {
    await visit("sensors", "/setup");
    const demo = device("Demo plant");
    await demo
      .getByText(/clock \+12 ± 3 ppm/)
      .first()
      .waitFor();
    await demo.getByRole("button", { name: "Losses and clock: Demo plant" }).click();
    const details = demo.getByRole("region", { name: "Losses and clock: Demo plant" });
    await details.getByText("12 channels: 2,048 samples lost · 1 gap · 1 overrun").waitFor();
    await details
      .getByText(/Channel 1: 9,226,240 samples lost · 2 gaps · 3 overruns · 118 bytes thrown away/)
      .waitFor();
    await details
      .getByText(/9,216,000 samples lost/)
      .last()
      .waitFor();
    await details.getByRole("img", { name: /Clock over the last 24 hours: 8.* ppm/ }).waitFor();
  });
});
