import {
  DoorOpen,
  ScrollText,
  ShieldX,
  SlidersHorizontal,
  UsersRound,
  type LucideIcon,
} from "lucide-react";
import type { Action } from "@/lib/api-types";

export interface AdminPage {
  /** After `/w/{slug}/`. */
  path: string;
  name: string;
  icon: LucideIcon;
  /** The page is not found for somebody who may not do this. */
  needs: Action;
}

/** The pages about people and access, in the order in which they are listed. */
export const ADMIN_PAGES = {
  guests: { path: "guests", name: "Guests", icon: DoorOpen, needs: "guest.manage" },
  members: { path: "members", name: "Members", icon: UsersRound, needs: "people.all" },
  audit: { path: "audit", name: "Audit log", icon: ScrollText, needs: "audit.read" },
  origins: { path: "origins", name: "Refused origins", icon: ShieldX, needs: "origins.read" },
  settings: {
    path: "settings",
    name: "Workspace settings",
    icon: SlidersHorizontal,
    needs: "workspace.change",
  },
} as const satisfies Record<string, AdminPage>;

/** Where a page of a workspace is. */
export function pagePath(slug: string, { path }: Pick<AdminPage, "path">): string {
  return `/w/${slug}/${path}`;
}
