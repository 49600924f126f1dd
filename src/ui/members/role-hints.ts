import type { MemberRole } from "@/lib/api-types";

/** What each role may do, in one line. */
export const ROLE_HINTS: Record<MemberRole, string> = {
  member: "Reads and joins public channels, makes channels.",
  admin: "Also invites guests and members, revokes access and reads the audit log.",
  owner: "Also makes and changes owners, and other workspaces.",
};
