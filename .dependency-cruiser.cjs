/**
 * The table of rooms. Each room may import itself, `domain`, and what stands here; every other import between rooms is an error.
 * A folder that is not listed may not exist.
 */
const rooms = {
  domain: [],
  contract: [],
  devices: ["native"],
  features: ["native"],
  micromodels: [],
  training: ["features", "micromodels"],
  health: ["features"],
  alerts: [],
  pipeline: ["devices", "features", "micromodels", "health", "alerts"],
  store: [],
  wire: ["contract"],
  app: [
    "contract",
    "devices",
    "features",
    "micromodels",
    "training",
    "health",
    "alerts",
    "pipeline",
    "store",
    "native",
  ],
  shell: ["app", "wire", "contract"],
};

const names = Object.keys(rooms);
const pathOf = (room) => (room === "native" ? "^native/" : `^electron/${room}/`);
const inAnyRoom = "^(electron|native|renderer|resources|test)/";

const roomRules = names.map((room) => ({
  name: `room-${room}`,
  comment: `${room} may import only: ${["domain", ...rooms[room]].join(", ")}`,
  severity: "error",
  from: { path: pathOf(room), pathNot: "\\.test\\.tsx?$" },
  to: {
    path: inAnyRoom,
    // The composition root, the simulated plant and what is usual for machines in general are read from resources.
    pathNot: [
      pathOf(room),
      pathOf("domain"),
      ...rooms[room].map(pathOf),
      ...(["app", "devices", "micromodels"].includes(room) ? ["^resources/"] : []),
    ],
  },
}));

/** Libraries that only one room may import: everything else goes through that room. */
const owners = [
  [
    "electron",
    "^electron/shell/(electronMain|preload)",
    "the shell starts it; requiring it elsewhere starts a download",
  ],
  ["meyda", "^electron/features/", "features are computed in one place"],
  ["@tensorflow", "^electron/micromodels/", "models are trained in one place"],
  ["uplot", "^renderer/widgets/", "its time axis is in seconds; the widget converts"],
  ["koffi", "^native/", "foreign libraries are bound in one place"],
  ["ws", "^electron/wire/", "one server"],
];

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: "room-native",
      comment: "native imports only domain",
      severity: "error",
      from: { path: "^native/", pathNot: "\\.test\\.ts$" },
      to: { path: inAnyRoom, pathNot: ["^native/", pathOf("domain")] },
    },
    {
      name: "unlisted-room",
      comment: "a folder under electron/ that is not in the table of rooms",
      severity: "error",
      from: {},
      to: { path: "^electron/[^/]+/", pathNot: names.map(pathOf) },
    },
    {
      name: "unlisted-room-from",
      comment: "a folder under electron/ that is not in the table of rooms",
      severity: "error",
      from: { path: "^electron/", pathNot: names.map(pathOf) },
      to: {},
    },
    {
      name: "renderer-knows-the-contract-only",
      severity: "error",
      from: { path: "^renderer/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^(electron|native|resources|test)/", pathNot: ["^electron/(domain|contract)/"] },
    },
    {
      name: "screens-are-islands",
      comment: "a screen never imports another screen; what they share lives in widgets, live, words or theme",
      severity: "error",
      from: { path: "^renderer/screens/([^/]+)/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^renderer/screens/[^/]+/", pathNot: "^renderer/screens/$1/" },
    },
    {
      name: "pure-rooms",
      comment: "decisions are pure: no Node in domain, contract, alerts, health",
      severity: "error",
      from: { path: "^electron/(domain|contract|alerts|health)/", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-node-in-the-page",
      severity: "error",
      from: { path: "^renderer/", pathNot: "(\\.test\\.tsx?|vite\\.config\\.ts)$" },
      to: { dependencyTypes: ["core"] },
    },
    ...owners.map(([library, owner, comment]) => ({
      name: `only-owner-imports-${library.replace("@", "")}`,
      comment,
      severity: "error",
      from: { path: "^(electron|native|renderer)/", pathNot: [owner, "\\.test\\.tsx?$"] },
      to: { path: [`(^|/)node_modules/${library}/`, `^${library}$`] },
    })),
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "(^|/)node_modules/" },
    exclude: { path: "^out/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".cts", ".mjs", ".js"],
    },
  },
};
