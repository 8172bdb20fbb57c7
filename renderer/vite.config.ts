import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** One page, served from memory by the station and from the package by the desktop: relative addresses, nothing inline. */
export default defineConfig(({ command }) => {
  // A build started from a test runner would otherwise inherit its NODE_ENV and ship React's slow development half.
  if (command === "build") process.env.NODE_ENV = "production";
  return {
    root: import.meta.dirname,
    base: "./",
    plugins: [react()],
    build: {
      outDir: "../out/renderer",
      emptyOutDir: true,
      target: "es2023",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1000,
    },
  };
});
