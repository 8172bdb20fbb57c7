const unsafeInFileNames = /[^\p{L}\p{N}_.-]+/gu;
/** The browser reads the file after the click returns. */
const keptFor = 6000;

/** Hands a text to the browser as a file to save. */
export function saveFile(name: string, ending: "csv" | "json", text: string): void {
  const type = ending === "csv" ? "text/csv;charset=utf-8" : "application/json";
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name.replaceAll(unsafeInFileNames, "-")}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptFor);
}
