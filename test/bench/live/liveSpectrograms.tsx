/// <reference types="vite/client" />
import { MantineProvider } from "@mantine/core";
import "@mantine/core/styles.css";
import { createRoot } from "react-dom/client";
import { FrameFeed } from "../../../renderer/live/frameFeed.ts";
import "../../../renderer/theme/global.css";
import { cssVariables, mantineTheme } from "../../../renderer/theme/mantineTheme.ts";
import { PreferencesProvider } from "../../../renderer/theme/preferences.tsx";
import { Spectrogram } from "../../../renderer/widgets/spectrogram/Spectrogram.tsx";
import { WordsProvider } from "../../../renderer/words/WordsProvider.tsx";

/** Live frames come this often. */
const every = 50;
const bands = 256;
const prepared = 64;
const count = Number(new URLSearchParams(location.search).get("count") ?? 8);

/** Frames are made before anything is measured. */
const spectra = Array.from({ length: prepared }, (_, index) => ({
  top: 12_800,
  levels: Array.from({ length: bands }, (_, band) =>
    Math.max(-90, -40 - band / 10 - 30 * Math.abs(Math.sin(index / 9 + band / 17)) - 8 * Math.random()),
  ),
}));

const feeds = Array.from({ length: count }, () => new FrameFeed());
const root = document.getElementById("root");
if (root === null) throw new Error("The bench page has no root element.");
createRoot(root).render(
  <MantineProvider theme={mantineTheme} cssVariablesResolver={cssVariables}>
    <PreferencesProvider>
      <WordsProvider>
        <div style={{ display: "grid", gridTemplateColumns: "1fr 1fr 1fr 1fr", gap: 8 }}>
          {feeds.map((feed, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
            <Spectrogram key={index} label={`Spectrogram ${index + 1}`} unit="g" feed={feed} />
          ))}
        </div>
      </WordsProvider>
    </PreferencesProvider>
  </MantineProvider>,
);

let frame = 0;
setInterval(() => {
  frame += 1;
  for (const [index, feed] of feeds.entries()) {
    feed.push({
      pointId: `point-${index}`,
      time: Date.now(),
      unit: "g",
      sampleRate: 25_600,
      rms: 0.1,
      peak: 0.5,
      spectrum: spectra[(frame + index * 7) % prepared]!,
      waveform: { duration: 160, low: [], high: [] },
    });
  }
}, every);
