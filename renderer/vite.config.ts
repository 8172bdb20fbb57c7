import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** One page, served from memory by the station and from the package by the desktop: relative addresses, nothing inline. */
export default defineConfig({
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
});
