import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { Fault } from "../domain/fault.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".json": "application/json",
  ".woff2": "font/woff2",
};

export interface PageFile {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/**
 * The built page, read once into memory and keyed by address ("/", "/assets/…"). Only what was listed can be asked for,
 * so an address can never climb out of the folder.
 * @throws Fault NOT_FOUND when the page was not built
 */
export async function readPageFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause) => {
    throw new Fault("NOT_FOUND", `The page is not built: ${folder} is missing. Run "npm run build" once.`, { cause });
  });
  const files = new Map<string, PageFile>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const contentType = contentTypes[extname(entry.name)];
    if (contentType === undefined) continue;
    const address = `/${relative(folder, path).split(sep).join("/")}`;
    files.set(address === "/index.html" ? "/" : address, { contentType, bytes: await readFile(path) });
  }
  if (!files.has("/")) {
    throw new Fault("NOT_FOUND", `The page is not built: ${folder} has no index.html. Run "npm run build" once.`);
  }
  return files;
}
