"use client";

import { LogOut, Monitor, Moon, Settings, Sun } from "lucide-react";
import Link from "next/link";
import { toast } from "sonner";
import { signOut } from "@/ui/gate/sign-out";
import { Avatar } from "@/ui/primitives/avatar";
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
import { useTheme } from "@/ui/primitives/page-frame";
import { parseTheme } from "@/ui/primitives/theme";
import { forgetEverything } from "@/ui/realtime/local-memory";
import { describeFailure } from "@/ui/request";
import { useStanding } from "./use-standing";

interface PersonMenuProps {
  user: { id: string; name: string; email: string };
}

const STANDING = { owner: "Owner", admin: "Admin", member: "Member", guest: "Guest" };

/** Oneself at the foot of the sidebar: theme, settings, the way out. */
export function PersonMenu({ user }: PersonMenuProps) {
  const { as } = useStanding();
  const { theme, changeTheme } = useTheme();

  async function leave() {
    try {
      await signOut();
      forgetEverything();
    } catch (failure) {
      toast.error("You could not be signed out", { description: describeFailure(failure) });
    }
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex w-full items-center gap-2.5 rounded-md p-2 text-left hover:bg-hover data-[state=open]:bg-hover">
        <Avatar id={user.id} name={user.name} guest={as === "guest"} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{user.name}</span>
          <span className="block truncate text-ink-faint text-meta">{STANDING[as]}</span>
        </span>
        <span className="sr-only">Your menu</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-60">
        <DropdownMenuLabel>{user.email}</DropdownMenuLabel>
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
            As the system
          </DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/settings" prefetch={false}>
            <Settings aria-hidden />
            Settings
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void leave()}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
