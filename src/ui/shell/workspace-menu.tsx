"use client";

import { ChevronsUpDown } from "lucide-react";
import type { WorkspaceEntry } from "@/lib/api-types";
import { late } from "@/ui/primitives/late";
import { LateMenu } from "@/ui/primitives/late-menu";
import { Mark } from "@/ui/primitives/mark";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useChannels } from "@/ui/realtime/use-channels";
import { useIsGuest } from "./use-may";
import { WorkspaceIcon } from "./workspace-icon";

const Menu = late(async () => (await import("./workspace-menu-items")).WorkspaceMenuItems);

/**
 * The name of the workspace, with a menu of the user's other workspaces and, for a guest, of their own access. Switching
 * loads the whole page, so that nothing of one workspace stays in memory in another. The door in the logo is drawn open
 * while guests are in the workspace. It is in the same position with and without an icon.
 */
export function WorkspaceMenu({ workspaces }: { workspaces: WorkspaceEntry[] }) {
  const { workspace } = useRealtime();
  const here = workspaces.find((one) => one.id === workspace.id);
  const name = here?.name ?? workspace.name;
  const isGuest = useIsGuest();
  const open = useChannels().some((channel) => channel.guestCount > 0);
  const face = (
    <>
      <Mark
        open={open}
        label={open ? "Guests are in this workspace" : "No guests in this workspace"}
        className="text-accent"
      />
      {here && <WorkspaceIcon workspace={here} className="size-6" />}
      <span className="min-w-0 flex-1 truncate text-left font-semibold text-message">{name}</span>
    </>
  );
  const hasOthers = workspaces.length > 1;
  if (!hasOthers && !isGuest) return <div className="flex items-center gap-2.5 px-2">{face}</div>;
  return (
    <LateMenu
      menu={Menu}
      facts={{ workspaces, hereId: workspace.id }}
      className="flex h-9 w-full items-center gap-2.5 rounded-md px-2 hover:bg-hover data-[state=open]:bg-hover coarse:h-11"
    >
      {face}
      <ChevronsUpDown aria-hidden className="size-4 text-ink-faint" />
      <span className="sr-only">{hasOthers ? "Change workspace" : "About this workspace"}</span>
    </LateMenu>
  );
}
