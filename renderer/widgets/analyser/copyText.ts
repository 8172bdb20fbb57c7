/**
 * Copies by a selection, as the user would: the modern call asks for a permission that the desktop denies, and is missing on
 * pages that a station serves without TLS.
 * @returns whether the browser did it
 */
export function copyText(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.className = "visually-hidden";
  document.body.append(area);
  try {
    area.select();
    return document.execCommand("copy");
  } finally {
    area.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}
