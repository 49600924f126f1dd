"use client";

import { PersonAvatar } from "@/ui/people/person-avatar";
import { late } from "@/ui/primitives/late";
import { LateMenu } from "@/ui/primitives/late-menu";
import { useRole } from "../shell/use-may";
import { ROLE_NAMES } from "./role-names";

interface PersonMenuProps {
  user: { id: string; name: string; email: string };
}

const Menu = late(async () => (await import("./person-menu-items")).PersonMenuItems);

/** The user's own menu at the bottom of the sidebar: theme, settings, sign out. */
export function PersonMenu({ user }: PersonMenuProps) {
  const as = useRole();
  return (
    <LateMenu
      menu={Menu}
      facts={{ email: user.email }}
      className="flex w-full items-center gap-2.5 rounded-md p-2 text-left hover:bg-hover data-[state=open]:bg-hover"
    >
      <PersonAvatar id={user.id} name={user.name} guest={as === "guest"} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{user.name}</span>
        <span className="block truncate text-ink-faint text-meta">{ROLE_NAMES[as]}</span>
      </span>
      <span className="sr-only">Your menu</span>
    </LateMenu>
  );
}
