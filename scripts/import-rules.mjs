/**
 * Who may import whom in `src`. A layer may always import itself; what stands here comes on top.
 * An entry is a folder or a file without its extension; `types` holds those of which only types.
 */
export const layers = {
  lib: { values: [] },
  db: { values: ["lib"] },
  core: { values: ["db", "lib"] },
  // Besides the core, the server opens and closes the database.
  server: { values: ["core", "lib", "db/client"] },
  app: { values: ["core", "ui", "lib", "server/socket/handlers/guest"] },
  ui: {
    values: [
      "lib/auth-client",
      "lib/api-types",
      "lib/socket-events",
      "lib/notices",
      "lib/audit-kinds",
      "lib/describe-hours",
      "lib/is-day",
      "lib/look-alike",
      "lib/marks",
      "lib/notice-words",
      "lib/receipt-words",
    ],
    types: ["lib"],
  },
};

/** Single files that may do more than their layer. */
export const exceptions = {
  "lib/auth": ["db"],
};
