import type { Role } from "@/lib/api-types";

/** The roles as the interface names them, the highest first. */
export const ROLE_NAMES: Record<Role, string> = {
  owner: "Owner",
  admin: "Admin",
  member: "Member",
  guest: "Guest",
};
