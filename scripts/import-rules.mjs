/**
 * Which layers of `src` may import which. A layer may always import itself; this table lists what else it may import.
 * An entry is a folder, or a file without its extension. From those in `types`, only types may be imported.
 */
export const layers = {
  lib: { values: [] },
  db: { values: ["lib"] },
  core: { values: ["db", "lib"] },
  import: { values: ["core", "db", "lib"] },
  demo: { values: ["core", "db", "lib"] },
  // The server opens and closes the database, and fills it for the demo.
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
      "lib/drill-words",
      "lib/is-day",
      "lib/look-alike",
      "lib/fold-text",
      "lib/search-query",
      "lib/search-words",
      "lib/markdown",
      "lib/marks",
      "lib/protocol",
      "lib/channel-address",
      "lib/notification-text",
      "lib/played-types",
      "lib/receipt-words",
      "lib/refused-origin",
    ],
    types: ["lib"],
  },
};

/** `core` has no HTTP, sockets or React, so it must not import these packages. */
export const barredPackages = { core: /^(node:https?|socket\.io|engine\.io|next|react)(\/|$)/ };

/** Folders of `core` that may import only these other files of `core`, type imports included. */
export const closedFolders = { "core/access": ["core/errors", "core/realtime"] };

/** Files that only these others may import, type imports included: they loosen a rule for one purpose. */
export const onlyFor = {
  "core/access/preview": ["core/guests/view-guest"],
  "core/access/preview-mark": [
    "core/access/guards",
    "core/access/preview",
    "core/access/read-refusal",
    "core/access/rules",
  ],
};

/**
 * In these layers, the folders and files directly below must not import each other in a ring, type imports included.
 */
export const orderedFolders = ["core"];

/**
 * SQL that only `core/access` may contain: who has access, who is in which channel, and how that begins and ends. Other
 * code uses the fragments of `core/access/rules` and `core/access/memberships`, so that each rule is written in one place.
 * A statement outside may still UPDATE a row of `channel_member`: that notes what somebody has read or muted, and gives
 * nothing.
 */
export const spellings = [
  {
    words: /(\bFROM\s|\bJOIN\s|,)\s*channel_member\b/,
    use: "membership, membershipWithChannel or isChannelMember of core/access/rules",
  },
  {
    words: /\bINTO\s+channel_member\b|\bchannelMember\b/,
    use: "giveMembership or addChannelMembers of core/access/memberships",
  },
  {
    words: /\b(locked_at|lock_reason|locked_by)\b/,
    use: "guestIsActive or guestStatus of core/access/rules, or core/access/guest-access",
  },
  {
    words: /\b(g|guest|p)\.expires_at\b/,
    use: "guestIsActive or endIsDue of core/access/rules, or core/access/guest-access",
  },
  {
    words: /\bs\.(expires_at|updated_at|created_at) *[<>]/,
    use: "sessionIsAlive of core/access/rules",
  },
];

/** The folders that may contain this SQL: the rules themselves, and the tables. */
export const spelledIn = ["core/access", "db"];

/** Single files that may import more than their layer. */
export const exceptions = {
  "lib/auth": ["db"],
};
