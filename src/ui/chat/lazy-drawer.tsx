"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import { useDrawer } from "./drawer-context";

const Drawer = lazy(async () => ({ default: (await import("./sidebar-drawer")).SidebarDrawer }));

/** The sidebar on a phone: its script is fetched when it is opened first. */
export function SidebarDrawer(props: ComponentProps<typeof Drawer>) {
  const drawer = useDrawer();
  return drawer?.open ? (
    <Suspense>
      <Drawer {...props} />
    </Suspense>
  ) : null;
}
