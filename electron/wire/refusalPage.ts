/** Why the station does not show its page, and what to do. Read by people before any session exists, so without the app. */
const reasons = {
  "no session": [
    "This page needs the address that the station prints",
    "Open the address shown where Auscult was started. In that window, the Enter key prints a new one.",
  ],
  "link used": [
    "This link was already used",
    "Each link opens Auscult once. In the window where Auscult was started, the Enter key prints a new one.",
  ],
  "wrong name": [
    "This station answers only on its own computer",
    "Use the address that the station prints; it begins with http://127.0.0.1.",
  ],
} as const;

export function refusalPage(reason: keyof typeof reasons): string {
  const [title, remedy] = reasons[reason];
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${remedy}</p></html>`;
}
