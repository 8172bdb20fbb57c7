/**
 * Compiles the kernel and writes it to ../kernelBinary.ts, base64 in a module, so that sources and package load it alike.
 * `--check` compares instead, and fails when what is kept is not what these sources give.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import asc from "assemblyscript/asc";

const folder = import.meta.dirname;
const target = join(folder, "..", "kernelBinary.ts");

const parts = new Map();
const { error, stderr } = await asc.main(
  [
    "kernel.ts",
    "-O3",
    "--noAssert",
    "--runtime",
    "stub",
    "--importMemory",
    "--enable",
    "simd",
    "--use",
    "abort=",
    "--outFile",
    "kernel.wasm",
  ],
  {
    readFile: (name) => {
      try {
        return readFileSync(join(folder, name), "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => {
      parts.set(name, contents);
    },
    listFiles: () => [],
  },
);
if (error) {
  console.error(stderr.toString());
  throw error;
}

const base64 = Buffer.from(parts.get("kernel.wasm")).toString("base64");
const lines = base64.match(/.{1,112}/g).map((line) => `  "${line}",\n`);
const source = `/** What \`npm run build:kernel\` makes of native/assembly; a test holds the two together. Not edited by hand. */
export const kernelBinary: string = [
${lines.join("")}].join("");
`;

if (!process.argv.includes("--check")) writeFileSync(target, source);
else if (readFileSync(target, "utf8") !== source) {
  console.error("native/kernelBinary.ts is not what native/assembly gives. Run: npm run build:kernel");
  process.exitCode = 1;
}
