"use client";

import { Dialog as Radix } from "radix-ui";
import { cn } from "@/ui/primitives/cn";
import { scrimStyle } from "@/ui/primitives/dialog-style";
import { useDrawer } from "../shell/drawer-context";
import { Sidebar, type SidebarProps } from "./sidebar";

/** The sidebar on a phone: a drawer over the page. */
export function SidebarDrawer(props: SidebarProps) {
  const drawer = useDrawer();
  return (
    <Radix.Root open={drawer?.open ?? false} onOpenChange={(open) => drawer?.setOpen(open)}>
      <Radix.Portal>
        <Radix.Overlay className={cn(scrimStyle, "md:hidden")} />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-40 w-[min(20rem,85vw)] shadow-dialog outline-none data-[state=open]:animate-drawer md:hidden"
        >
          <Radix.Title className="sr-only">Sidebar</Radix.Title>
          <Sidebar {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
