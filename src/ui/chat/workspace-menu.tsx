"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import type { WorkspaceEntry } from "@/lib/api-types";
import { Badge } from "@/ui/primitives/badge";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import { Mark } from "@/ui/primitives/mark";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useChannels } from "@/ui/realtime/use-channels";

/**
 * The workspace's name, and the way to one's other workspaces: by a full load, so that nothing of
 * one is in memory in another. The door in the mark is open while guests are in.
 */
export function WorkspaceMenu({ workspaces }: { workspaces: WorkspaceEntry[] }) {
  const { workspace } = useRealtime();
  const open = useChannels().some((channel) => channel.guestCount > 0);
  const name = (
    <>
      <Mark
        open={open}
        label={open ? "Guests are in this workspace" : "No guests in this workspace"}
        className="text-accent"
      />
      <span className="min-w-0 flex-1 truncate text-left font-semibold text-message">
        {workspace.name}
      </span>
    </>
  );
  if (workspaces.length < 2) return <div className="flex items-center gap-2.5 px-2">{name}</div>;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex h-9 w-full items-center gap-2.5 rounded-md px-2 hover:bg-hover data-[state=open]:bg-hover coarse:h-11">
        {name}
        <ChevronsUpDown aria-hidden className="size-4 text-ink-faint" />
        <span className="sr-only">Change workspace</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-60">
        <DropdownMenuLabel>Your workspaces</DropdownMenuLabel>
        {workspaces.map((one) => (
          <DropdownMenuItem key={one.id} asChild>
            <a href={`/w/${one.slug}`}>
              <span className="min-w-0 flex-1 truncate">{one.name}</span>
              {one.as === "guest" && <Badge tone="guest">Guest</Badge>}
              {one.id === workspace.id && <Check aria-label="here" className="text-accent!" />}
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
