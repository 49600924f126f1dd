"use client";

import { Check } from "lucide-react";
import type { WorkspaceEntry } from "@/lib/api-types";
import { Badge } from "@/ui/primitives/badge";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import type { LateMenuProps } from "@/ui/primitives/late-menu";
import { OwnAccessItem } from "./own-access-item";
import { WorkspaceIcon } from "./workspace-icon";

interface WorkspaceMenuItemsProps extends LateMenuProps {
  workspaces: WorkspaceEntry[];
  hereId: string;
}

/** The menu of the user's workspaces, opened. */
export function WorkspaceMenuItems(props: WorkspaceMenuItemsProps) {
  const { workspaces, hereId, className, children } = props;
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger className={className}>{children}</DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-60">
        <DropdownMenuLabel>
          {workspaces.length === 1 ? "Your workspace" : "Your workspaces"}
        </DropdownMenuLabel>
        {workspaces.map((one) => (
          <DropdownMenuItem key={one.id} asChild>
            <a href={`/w/${one.slug}`}>
              <WorkspaceIcon workspace={one} className="size-5" />
              <span className="min-w-0 flex-1 truncate">{one.name}</span>
              {one.as === "guest" && <Badge tone="guest">Guest</Badge>}
              {one.id === hereId && <Check aria-label="here" className="text-accent!" />}
            </a>
          </DropdownMenuItem>
        ))}
        <OwnAccessItem withLine />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
