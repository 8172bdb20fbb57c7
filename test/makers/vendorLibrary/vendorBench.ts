import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The environment variable that names a vendor's library, by the counterpart that takes its place. */
const variables = { uldaqDouble: "AUSCULT_ULDAQ", nidaqDouble: "AUSCULT_NIDAQMX" } as const;

/** What the counterparts of vendor libraries can be told; see `bench.h`. */
type Event = "unplugged" | "busy" | "forbidden" | "overrun" | "stuck";

/** Hardware that exists as a C library only. */
export interface VendorBench {
  /** Environment for whoever is to meet it. */
  readonly environment: Readonly<Record<string, string>>;
  tell(event: Event): void;
  untell(event: Event): void;
  /** What it makes of every rate it is asked for. */
  coerce(factor: number): void;
  /** What the product did that it may not do, one line each. */
  violations(): string[];
  /** How many channels have their sensor supply switched on. */
  supplied(): number;
  reset(): void;
}

/**
 * Compiles the counterpart of a vendor's library.
 * @param iepeAsked whether the test asks for the sensor supply; without it, switching it on is a violation
 */
export function vendorBench(folder: string, double: keyof typeof variables, iepeAsked = false): VendorBench {
  mkdirSync(folder, { recursive: true });
  const source = fileURLToPath(new URL(`./${double}.c`, import.meta.url));
  const library = join(folder, `${double}.so`);
  execFileSync("cc", ["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", library, source], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const file = (name: string) => join(folder, name);
  const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), "utf8") : "");
  return {
    environment: {
      [variables[double]]: library,
      AUSCULT_TEST_BENCH: folder,
      AUSCULT_TEST_IEPE: iepeAsked ? "1" : "0",
    },
    tell: (event) => writeFileSync(file(event), ""),
    untell: (event) => rmSync(file(event), { force: true }),
    coerce: (factor) => writeFileSync(file("coerce"), String(factor)),
    violations: () => [...new Set(read("violations").split("\n").filter(Boolean))],
    supplied: () =>
      Number(read("supply") || 0)
        .toString(2)
        .replaceAll("0", "").length,
    reset() {
      for (const name of [
        "violations",
        "supply",
        "unplugged",
        "busy",
        "forbidden",
        "overrun",

        "stuck",
        "coerce",
      ]) {
        rmSync(file(name), { force: true });
      }
    },
  };
}
