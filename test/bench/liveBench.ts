/**
 * Eight live spectrograms at 20 frames a second in Chromium: frame times, and what the page's main thread works, as JSON.
 * `node test/bench/liveBench.ts [--seconds S] [--count N] [--without-gpu]`; needs Chromium (CHROMIUM names another than /usr/bin/chromium).
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import react from "@vitejs/plugin-react";
import { chromium } from "playwright-core";
import { build } from "vite";
import { readPageFiles } from "../../electron/wire/pageFiles.ts";
import { temporaryFolder } from "../makers/temporaryFolder.ts";

const warmUpSeconds = 3;

export interface LiveFigures {
  readonly spectrograms: number;
  readonly seconds: number;
  /** What draws: software rendering says so in its name. */
  readonly renderer: string;
  readonly frames: number;
  /** From one picture of the screen to the next; 16.7 ms is 60 a second. */
  readonly frameMsP50: number;
  readonly frameMsP95: number;
  readonly framesOver20Ms: number;
  /** Script, style, layout and painting commands on the page's main thread. */
  readonly mainThreadShare: number;
  readonly mainThreadMsPerFrame: number;
  /** Grown memory of scripts after a collection, over the measured time. */
  readonly heapGrowthKiB: number;
}

export async function benchLive({ seconds = 15, count = 8, withoutGpu = false } = {}): Promise<LiveFigures> {
  using folder = temporaryFolder();
  // A build started from a test runner would otherwise ship React's slow development half.
  process.env.NODE_ENV = "production";
  await build({
    root: join(import.meta.dirname, "live"),
    configFile: false,
    logLevel: "error",
    plugins: [react()],
    build: { outDir: folder.path, target: "es2023" },
  });
  const files = await readPageFiles(folder.path);
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? "/", "http://bench").pathname);
    response.writeHead(file === undefined ? 404 : 200, { "Content-Type": file?.contentType ?? "text/plain" });
    response.end(file?.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-sync",
      ...(withoutGpu ? ["--disable-gpu"] : []),
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?count=${count}`);
    await page.getByRole("img", { name: `Spectrogram ${count}` }).waitFor();
    await page.waitForTimeout(warmUpSeconds * 1000);
    const tools = await page.context().newCDPSession(page);
    await tools.send("Performance.enable");
    const measure = async () => {
      await tools.send("HeapProfiler.collectGarbage");
      const { metrics } = await tools.send("Performance.getMetrics");
      return new Map(metrics.map(({ name, value }) => [name, value]));
    };
    const before = await measure();
    const intervals = await page.evaluate(
      (milliseconds) =>
        new Promise<number[]>((resolve) => {
          const found: number[] = [];
          const begun = performance.now();
          let last = begun;
          const next = (now: number) => {
            found.push(now - last);
            last = now;
            if (now - begun < milliseconds) requestAnimationFrame(next);
            else resolve(found.slice(1));
          };
          requestAnimationFrame(next);
        }),
      seconds * 1000,
    );
    const after = await measure();
    const renderer = await page.evaluate(() => {
      const context = document.createElement("canvas").getContext("webgl2");
      const names = context?.getExtension("WEBGL_debug_renderer_info");
      return names ? String(context?.getParameter(names.UNMASKED_RENDERER_WEBGL)) : "no WebGL, software canvas";
    });
    const sorted = intervals.toSorted((a, b) => a - b);
    const at = (share: number) => Number(sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(2));
    const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    return {
      spectrograms: count,
      seconds,
      renderer,
      frames: intervals.length,
      frameMsP50: at(0.5),
      frameMsP95: at(0.95),
      framesOver20Ms: intervals.filter((interval) => interval > 20).length,
      mainThreadShare: Number((grown("TaskDuration") / seconds).toFixed(3)),
      mainThreadMsPerFrame: Number(((grown("TaskDuration") * 1000) / intervals.length).toFixed(2)),
      heapGrowthKiB: Math.round(grown("JSHeapUsedSize") / 1024),
    };
  } finally {
    await browser.close();
    server.close();
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { seconds: { type: "string" }, count: { type: "string" }, "without-gpu": { type: "boolean" } },
  });
  const figures = await benchLive({
    seconds: Number(values.seconds ?? 15),
    count: Number(values.count ?? 8),
    withoutGpu: values["without-gpu"] ?? false,
  });
  console.log(JSON.stringify({ live: figures }));
}
