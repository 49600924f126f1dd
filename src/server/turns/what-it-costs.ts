/** Where a request waits for its turn. */
export type Lane =
  /** It reads no database. */
  | "quick"
  /** It says how this process is, however busy the other lanes are. */
  | "watch"
  | "work"
  /**
   * Its answer is a file or a picture, which is sent as fast as it is read. Nothing else of the same person waits for
   * it.
   */
  | "file"
  /** It is rendered, which keeps the one thread busy. */
  | "page"
  /** It keeps the database busy. */
  | "search"
  /** A password is checked or hashed, which keeps the other cores busy. */
  | "password"
  /** It ends somebody's access: it does not wait for ordinary work. */
  | "urgent"
  /** It ends the sender's own sessions or access: it waits neither for ordinary work nor for urgent requests. */
  | "ending";

export interface Cost {
  lane: Lane;
  /** What it counts against the limit of requests. */
  points: number;
}

const FREE: Cost = { lane: "quick", points: 0 };
const WATCH: Cost = { lane: "watch", points: 0 };
const CALL: Cost = { lane: "work", points: 1 };
const FILE: Cost = { lane: "file", points: 1 };
const SEARCH: Cost = { lane: "search", points: 3 };
const PASSWORD: Cost = { lane: "password", points: 1 };
const PAGE: Cost = { lane: "page", points: 3 };
const URGENT: Cost = { lane: "urgent", points: 1 };
const ENDING: Cost = { lane: "ending", points: 1 };

/** Files of the build and of `public`. */
const FREE_PATH = /^\/(_next\/|__nextjs|[\w-]+\.(js|svg|ico|png|txt)$)/;
const WATCH_PATH = /^\/api\/(health|ready|metrics)$/;

const COSTS: [method: string, path: RegExp, cost: Cost][] = [
  ["POST", /^\/api\/admin\/guest\/([^/]+\/(disconnect|promote|sign-out)|bulk)$/, URGENT],
  ["PATCH", /^\/api\/admin\/guest\/[^/]+$/, URGENT],
  ["DELETE", /^\/api\/admin\/(guest|invite|key)\/[^/]+$/, URGENT],
  ["PATCH", /^\/api\/workspaces\/[^/]+\/members\/[^/]+$/, URGENT],
  ["DELETE", /^\/api\/workspaces\/[^/]+\/members\/[^/]+$/, URGENT],
  ["POST", /^\/api\/workspaces\/[^/]+\/members\/[^/]+\/(lock|demote|sign-out)$/, URGENT],
  ["POST", /^\/api\/workspaces\/[^/]+\/sign-out$/, URGENT],
  ["PATCH", /^\/api\/workspaces\/[^/]+$/, URGENT],
  ["DELETE", /^\/api\/channels\/[^/]+\/people\/[^/]+$/, URGENT],
  ["POST", /^\/api\/workspaces\/[^/]+\/leave$/, ENDING],
  ["POST", /^\/api\/auth\/(sign-out|(change|reset)-password|revoke-(other-)?sessions?)$/, ENDING],
  [
    "GET",
    /^\/api\/(files|(workspaces\/[^/]+\/pictures|admin\/guest\/[^/]+\/view\/files))\/[^/]+$/,
    FILE,
  ],
  ["GET", /^\/api\/workspaces\/[^/]+\/takeout$/, FILE],
  ["GET", /^\/api\/workspaces\/[^/]+\/search$/, SEARCH],
  ["POST", /^\/api\/(setup|auth\/sign-in\/email|invites\/[^/]+\/accept)$/, PASSWORD],
];

/** @param path without query, decoded as far as the front door decodes it */
export function costOf(method: string, path: string): Cost {
  if (FREE_PATH.test(path)) return FREE;
  if (WATCH_PATH.test(path)) return WATCH;
  if (!path.startsWith("/api/")) return PAGE;
  return COSTS.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? CALL;
}
