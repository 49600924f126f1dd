import type { Guest, GuestPreview, Receipt } from "@/lib/api-types";
import { request } from "@/ui/request";

export type BulkAction = "revoke" | "restore" | "extend" | "remove";

export type BulkMatch =
  | { ids: string[] }
  | { domain: string }
  | { channelId: string }
  | { sponsorId: string }
  | { all: true };

export interface BulkWish {
  action: BulkAction;
  match: BulkMatch;
  reason?: string | undefined;
  expiresAt?: string | null;
  keepInvites?: boolean;
}

export interface BulkAnswer {
  guests: Guest[];
  receipt: Receipt;
}

const PATH = "/api/admin/guest/bulk";

export function previewBulk(
  workspace: string,
  wish: Pick<BulkWish, "action" | "match">,
  signal: AbortSignal,
): Promise<GuestPreview> {
  return request<GuestPreview>("POST", PATH, { workspace, ...wish, preview: true }, signal);
}

export function runBulk(workspace: string, wish: BulkWish): Promise<BulkAnswer> {
  return request<BulkAnswer>("POST", PATH, { workspace, ...wish });
}

interface Words {
  /** On buttons. */
  verb: string;
  /** While it runs, before "12 guests". */
  doing: string;
  /** Afterwards, behind "12 guests". */
  done: string;
  takes: boolean;
}

export const ACTION_WORDS: Record<BulkAction, Words> = {
  revoke: { verb: "Revoke", doing: "Revoking", done: "revoked", takes: true },
  restore: { verb: "Restore", doing: "Restoring", done: "restored", takes: false },
  extend: { verb: "Extend", doing: "Extending", done: "have a new end", takes: false },
  remove: { verb: "Remove", doing: "Removing", done: "removed", takes: true },
};

export function countGuests(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "guest" : "guests"}`;
}

/** How many live connections guests have, and that in words. */
export function countConnections(guests: readonly { connections: number }[]) {
  const count = guests.reduce((sum, { connections }) => sum + connections, 0);
  return {
    count,
    words: `${count.toLocaleString("en")} ${count === 1 ? "connection" : "connections"}`,
  };
}
