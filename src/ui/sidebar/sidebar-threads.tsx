"use client";

import { MessageSquareText } from "lucide-react";
import { usePathname } from "next/navigation";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { useDrawer } from "../shell/drawer-context";
import { Count } from "./count";
import { countUnseen } from "./conversations";
import { SidebarLink } from "./sidebar-link";

/** A link to the threads that the user follows. Replies count as new until their thread is opened. */
export function SidebarThreads() {
  const { workspace, state } = useRealtime();
  const pathname = usePathname();
  const drawer = useDrawer();
  const unseen = useObservable(state, countUnseen);
  const href = `/w/${workspace.slug}/threads`;
  return (
    <SidebarLink
      href={href}
      current={pathname === href}
      strong={unseen > 0}
      icon={<MessageSquareText aria-hidden />}
      aside={unseen > 0 && <Count count={unseen} word="new" loud />}
      onClick={() => drawer?.setOpen(false)}
    >
      Threads
    </SidebarLink>
  );
}
