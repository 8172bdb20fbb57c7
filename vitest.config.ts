import { defineConfig } from "vitest/config";

/** Tests that own a device, a browser or a whole station run one after the other, so that none starves another of time. */
const rigs = ["test/{browser,faults,streams,package,station}/**/*.test.ts", "test/conformance/drivers*.test.ts"];

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
          exclude: rigs,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "rigs",
          include: rigs,
          fileParallelism: false,
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
