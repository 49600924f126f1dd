/**
 * Who may import whom in `src`. A layer may always import itself; what stands here comes on top.
 * An entry is a folder or a file without its extension; `types` holds those of which only types.
 */
export const layers = {
  lib: { values: [] },
  db: { values: ["lib"] },
  core: { values: ["db", "lib"] },
  import: { values: ["core", "db", "lib"] },
  demo: { values: ["core", "db", "lib"] },
  // Besides the core, the server opens and closes the database, and fills it where a demo is asked for.
  server: { values: ["core", "lib", "db/client", "demo"] },
  app: { values: ["core", "import", "ui", "lib", "server/socket/handlers/guest"] },
  ui: {
    values: [
      "lib/auth-client",
      "lib/api-types",
      "lib/socket-events",
      "lib/lock-reasons",
      "lib/audit-kinds",
      "lib/describe-hours",
      "lib/is-day",
      "lib/look-alike",
      "lib/marks",
      "lib/notification-text",
      "lib/receipt-words",
    ],
    types: ["lib"],
  },
};

/** The rules of a workspace know nothing of how somebody speaks to them. */
export const barredPackages = { core: /^(node:https?|socket\.io|engine\.io|next|react)(\/|$)/ };

/** Of `core` these folders import nothing but what stands here, types included. */
export const closedFolders = { "core/access": ["core/errors", "core/realtime"] };

/** The parts of these, folders and single files, have an order: none imports another in a ring, types included. */
export const orderedFolders = ["core"];

/**
 * What only `core/access` spells: who has access, and who sits where. Whoever needs it elsewhere uses the fragments of
 * `core/access/rules`, so that a rule changes in one place.
 */
export const spellings = [
  {
    words: /\b(FROM|JOIN)\s+channel_member\b/,
    use: "membership, membershipWithChannel or isChannelMember of core/access/rules",
  },
  {
    words: /\b(locked_at|lock_reason|locked_by)\b/,
    use: "guestIsActive or guestStatus of core/access/rules, or core/access/guest-access",
  },
  {
    words: /\bg\.expires_at\b/,
    use: "guestIsActive or endIsDue of core/access/rules, or core/access/guest-access",
  },
  {
    words: /\bs\.(expires_at|updated_at|created_at) *[<>]/,
    use: "sessionIsAlive of core/access/rules",
  },
];

/** Where they stand: the rules themselves, and the tables. */
export const spelledIn = ["core/access", "db"];

/** Single files that may do more than their layer. */
export const exceptions = {
  "lib/auth": ["db"],
};
