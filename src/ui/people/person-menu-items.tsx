"use client";

import { CheckCheck, DoorOpen, LogOut, Monitor, Moon, Settings, Sun } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { signOut } from "@/ui/gate/sign-out";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import type { LateMenuProps } from "@/ui/primitives/late-menu";
import { useTheme } from "@/ui/primitives/page-frame";
import { parseTheme } from "@/ui/primitives/theme";
import { toast } from "@/ui/primitives/toast";
import { forgetEverything } from "@/ui/realtime/loading/local-memory";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure } from "@/ui/request";
import { markAllRead } from "@/ui/switcher/use-shortcuts";
import { LeaveDialog } from "../shell/leave-dialog";
import { OwnAccessItem } from "../shell/own-access-item";

interface PersonMenuItemsProps extends LateMenuProps {
  email: string;
}

/** The user's own menu, opened. */
export function PersonMenuItems({ email, className, children }: PersonMenuItemsProps) {
  const { theme, changeTheme } = useTheme();
  const [leaving, setLeaving] = useState(false);
  const realtime = useRealtime();

  async function leave() {
    try {
      await signOut();
      forgetEverything();
    } catch (failure) {
      toast.error("You could not be signed out", { description: describeFailure(failure) });
    }
  }

  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger className={className}>{children}</DropdownMenuTrigger>
        <DropdownMenuContent align="start" side="top" className="w-60">
          <DropdownMenuLabel>{email}</DropdownMenuLabel>
          <OwnAccessItem />
          <DropdownMenuSeparator />
          <DropdownMenuRadioGroup
            value={theme}
            onValueChange={(next) => changeTheme(parseTheme(next))}
          >
            <DropdownMenuRadioItem value="light">
              <Sun aria-hidden />
              Light
            </DropdownMenuRadioItem>
            <DropdownMenuRadioItem value="dark">
              <Moon aria-hidden />
              Dark
            </DropdownMenuRadioItem>
            <DropdownMenuRadioItem value="system">
              <Monitor aria-hidden />
              Match system
            </DropdownMenuRadioItem>
          </DropdownMenuRadioGroup>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => void markAllRead(realtime)}>
            <CheckCheck aria-hidden />
            Mark everything as read
          </DropdownMenuItem>
          <DropdownMenuItem asChild>
            <Link href="/settings" prefetch={false}>
              <Settings aria-hidden />
              Settings
            </Link>
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setLeaving(true)}>
            <DoorOpen aria-hidden />
            Leave this workspace
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void leave()}>
            <LogOut aria-hidden />
            Sign out
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {leaving && <LeaveDialog onClose={() => setLeaving(false)} />}
    </>
  );
}
