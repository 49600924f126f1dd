"use client";

import { Link2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/ui/primitives/button";
import { Time } from "@/ui/primitives/time";

/** The element that gets the focus when an invitation is withdrawn and its button disappears. */
export const PENDING_ID = "pending";

/** The element that gets the focus when the last invitation has disappeared. */
export const INVITE_BUTTON_ID = "invite";

/** The invitations that are open and still work. */
export function PendingInvites({ children }: { children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section aria-labelledby={PENDING_ID} className="pb-8">
      <h2
        id={PENDING_ID}
        tabIndex={-1}
        className="px-4 pt-6 pb-2 font-medium text-ink-faint text-meta md:px-5"
      >
        Pending invitations
      </h2>
      <ul className="border-t">{children}</ul>
    </section>
  );
}

interface PendingInviteProps {
  invite: { invitedBy: { name: string }; createdAt: string; linkExpiresAt: string };
  /** The person whom the link is for. */
  name: string;
  /** What the link gives, and how often it works. */
  terms?: ReactNode;
  /** What else can be done with it. */
  actions?: ReactNode;
  onWithdraw: () => void;
  /** The channels that it leads to. */
  children?: ReactNode;
}

export function PendingInvite(props: PendingInviteProps) {
  const { invite, name, terms, actions, onWithdraw, children } = props;
  return (
    <li className="nums flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-2.5 md:px-5">
      <div className="flex min-w-0 flex-1 basis-72 items-start gap-3">
        <span className="grid size-8 shrink-0 place-items-center rounded-lg border border-line-strong border-dashed text-ink-faint">
          <Link2 aria-hidden className="size-4" />
        </span>
        <div className="flex min-w-0 flex-col gap-0.5">
          <p className="flex flex-wrap items-baseline gap-x-3 normal-nums">
            <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
            {children && <span className="text-ink-soft text-meta">{children}</span>}
          </p>
          <p className="text-pretty text-ink-soft text-meta">
            {terms && <>{terms} · </>}link works until <Time at={invite.linkExpiresAt} show="day" />
          </p>
          <p className="text-ink-faint text-meta">
            invited by {invite.invitedBy.name}, <Time at={invite.createdAt} />
          </p>
        </div>
      </div>
      <span className="flex shrink-0 items-center gap-2 max-sm:w-full max-sm:pl-11">
        <Button className="max-sm:flex-1" onClick={onWithdraw}>
          Withdraw
          <span className="sr-only">
            {" "}
            the invitation for {name}, made by {invite.invitedBy.name}
          </span>
        </Button>
        {actions}
      </span>
    </li>
  );
}
