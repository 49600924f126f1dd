"use client";

import { usePathname } from "next/navigation";
import { useRef } from "react";
import type { WorkspaceEntry } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useDrawer } from "../shell/drawer-context";
import { PersonMenu } from "../people/person-menu";
import { SidebarChannels } from "./sidebar-channels";
import { SidebarDirects } from "./sidebar-directs";
import { SidebarJump } from "./sidebar-jump";
import { SidebarLink } from "./sidebar-link";
import { SidebarThreads } from "./sidebar-threads";
import { SidebarStarred } from "./sidebar-starred";
import { UnreadBeyond } from "./lazy-unread-beyond";
import { RequestCount } from "../guest-requests/lazy-request-count";
import { ADMIN_PAGES, pagePath } from "../shell/admin-pages";
import { useAdminPages } from "../shell/use-admin-pages";
import { useMay } from "../shell/use-may";
import { WorkspaceMenu } from "../shell/workspace-menu";

export interface SidebarProps {
  user: { id: string; name: string; email: string };
  workspaces: WorkspaceEntry[];
}

/** The navigation: channels, direct conversations, and for admins the pages about people. */
export function Sidebar({ user, workspaces }: SidebarProps) {
  const admitsGuests = useMay("guest.manage");
  const nav = useRef<HTMLElement>(null);
  return (
    <div className="flex h-full flex-col bg-panel pt-[env(safe-area-inset-top)] pb-[env(safe-area-inset-bottom)]">
      <div className="flex h-header shrink-0 flex-col justify-center px-2">
        <WorkspaceMenu workspaces={workspaces} />
      </div>
      <div className="relative flex min-h-0 flex-1 flex-col">
        <nav
          ref={nav}
          aria-label="Workspace"
          className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-2 pt-1 pb-2"
        >
          <SidebarJump />
          <SidebarThreads />
          <SidebarStarred />
          <SidebarChannels />
          <SidebarDirects />
          {admitsGuests && <AdminLinks />}
        </nav>
        <UnreadBeyond nav={nav} />
      </div>
      <div className="shrink-0 border-t p-2">
        <PersonMenu user={user} />
      </div>
    </div>
  );
}

function AdminLinks() {
  const pages = useAdminPages();
  const { workspace } = useRealtime();
  const pathname = usePathname();
  const drawer = useDrawer();
  return (
    <section aria-labelledby="sidebar-admin">
      <h2
        id="sidebar-admin"
        className="flex h-8 items-center px-2 font-medium text-ink-faint text-meta"
      >
        People and access
      </h2>
      <ul className="flex flex-col gap-px">
        {pages.map(({ path, name, icon: Icon }) => {
          const href = pagePath(workspace.slug, { path });
          return (
            <li key={path}>
              <SidebarLink
                href={href}
                current={pathname.startsWith(href)}
                icon={<Icon aria-hidden />}
                aside={path === ADMIN_PAGES.guests.path && <RequestCount />}
                onClick={() => drawer?.setOpen(false)}
              >
                {name}
              </SidebarLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
