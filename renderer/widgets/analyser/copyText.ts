/**
 * Copies as the user's own key would: the modern call asks for a permission that the desktop denies, and is missing on pages that
 * a station serves without TLS. A single selected space makes the browser copy; what it copies is put in its place, so that ten
 * thousand lines need not be laid out.
 * @returns whether the browser did it
 */
export function copyText(text: string): boolean {
  let taken = false;
  const put = (event: ClipboardEvent) => {
    if (event.clipboardData === null) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    taken = true;
  };
  const before = document.activeElement;
  const area = document.createElement("textarea");
  area.value = " ";
  area.readOnly = true;
  area.className = "visually-hidden";
  document.body.append(area);
  document.addEventListener("copy", put, true);
  try {
    area.select();
    return document.execCommand("copy") && taken;
  } finally {
    document.removeEventListener("copy", put, true);
    area.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}
