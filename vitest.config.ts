import { defineConfig } from "vitest/config";

/**
 * Tests that own a browser, a device or a whole station run one after the other, so that none starves another of time; pages and
 * devices are two lanes, because `npm test` runs them beside each other.
 */
const pages = ["test/browser/**/*.test.ts"];
const devices = ["test/{faults,streams,package,station}/**/*.test.ts", "test/conformance/drivers*.test.ts"];

const lane = (name: string, include: string[], groupOrder: number) => ({
  extends: true as const,
  test: { name, include, fileParallelism: false, testTimeout: 120_000, sequence: { groupOrder } },
});

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "rooms",
          include: ["{electron,native,renderer,test,resources}/**/*.test.{ts,tsx}"],
          exclude: [...pages, ...devices],
          sequence: { groupOrder: 0 },
        },
      },
      lane("pages", pages, 1),
      lane("devices", devices, 2),
    ],
  },
});
