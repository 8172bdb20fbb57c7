/**
 * Address of a module beside the calling one, with the caller's own extension: workers are started by address, and the same
 * code runs as `.ts` from the sources and as `.js` in the packaged desktop.
 * @param caller `import.meta.url` of the caller
 * @param name file name of the sibling without extension
 */
export function siblingModule(caller: string, name: string): string {
  const folder = caller.slice(0, caller.lastIndexOf("/") + 1);
  const extension = caller.endsWith(".ts") ? ".ts" : ".js";
  return `${folder}${name}${extension}`;
}
