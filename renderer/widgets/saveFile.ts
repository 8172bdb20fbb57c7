const unsafeInFileNames = /[^\p{L}\p{N}_.-]+/gu;
/** The browser reads the file after the click returns. */
const keptFor = 6000;

/** Hands a text to the browser as a file to save. */
export function saveFile(name: string, ending: "csv" | "json", text: string): void {
  const type = ending === "csv" ? "text/csv;charset=utf-8" : "application/json";
  saveBlob(name, ending, new Blob([text], { type }));
}

/** The same for bytes. */
export function saveBlob(name: string, ending: "csv" | "json" | "wav", bytes: Blob): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name.replaceAll(unsafeInFileNames, "-")}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptFor);
}
