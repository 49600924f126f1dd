"use client";

import type { ComponentProps } from "react";
import { late } from "@/ui/primitives/late";
import { useDrawer } from "./drawer-context";

const Drawer = late(async () => (await import("../sidebar/sidebar-drawer")).SidebarDrawer);

/** The sidebar on a phone. Its script is loaded when it is opened. */
export function SidebarDrawer(props: ComponentProps<typeof Drawer>) {
  const drawer = useDrawer();
  return drawer?.open ? <Drawer {...props} onMissing={() => drawer.setOpen(false)} /> : null;
}
