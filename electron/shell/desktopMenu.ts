/**
 * The menu: what the system's own shortcuts need (copy and paste, quit, zoom), nothing of Auscult. Labels come from the
 * system, by role.
 * @param packaged the developer tools are there only in a checkout
 */
export function desktopMenu(platform: string, packaged: boolean) {
  const first = platform === "darwin" ? [{ role: "appMenu" as const }] : [];
  const tools = packaged ? [] : [{ role: "toggleDevTools" as const }];
  return [
    ...first,
    ...(platform === "darwin" ? [] : [{ label: "Auscult", submenu: [{ role: "quit" as const }] }]),
    { role: "editMenu" as const },
    {
      label: "View",
      submenu: [
        { role: "reload" as const },
        { role: "resetZoom" as const },
        { role: "zoomIn" as const },
        { role: "zoomOut" as const },
        { role: "togglefullscreen" as const },
        ...tools,
      ],
    },
  ];
}
