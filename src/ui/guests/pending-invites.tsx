"use client";

import { Link2 } from "lucide-react";
import type { Channel, GuestInvite } from "@/lib/api-types";
import { describeHours } from "@/ui/gate/describe-hours";
import { Button } from "@/ui/primitives/button";
import { Time } from "@/ui/primitives/time";
import { ChannelNames } from "./channel-names";

/** Where the focus goes when an invitation is gone with its button. */
export const PENDING_ID = "pending";

interface PendingInvitesProps {
  invites: GuestInvite[];
  channels: Channel[];
  onWithdraw: (invite: GuestInvite) => void;
}

/** Links that are still out there and still work. */
export function PendingInvites({ invites, channels, onWithdraw }: PendingInvitesProps) {
  if (invites.length === 0) return null;
  return (
    <section aria-labelledby={PENDING_ID} className="pb-8">
      <h2
        id={PENDING_ID}
        tabIndex={-1}
        className="px-4 pt-6 pb-2 font-medium text-ink-faint text-meta md:px-5"
      >
        Pending invitations
      </h2>
      <ul className="border-t">
        {invites.map((invite) => (
          <li
            key={invite.id}
            className="nums flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2.5 md:px-5"
          >
            <span className="flex min-w-48 items-center gap-3 normal-nums">
              <span className="grid size-8 place-items-center rounded-lg border border-line-strong border-dashed text-ink-faint">
                <Link2 aria-hidden className="size-4" />
              </span>
              <span>
                <span className="block font-medium">{describeInvitee(invite)}</span>
                <span className="block text-ink-faint text-meta">
                  invited by {invite.invitedBy.name}, <Time at={invite.createdAt} />
                </span>
              </span>
            </span>
            <ChannelNames ids={invite.channelIds} channels={channels} />
            <span className="ml-auto text-ink-soft text-meta">
              <AccessWords invite={invite} /> · {invite.maxUses - invite.uses} of {invite.maxUses}{" "}
              {invite.maxUses === 1 ? "use" : "uses"} left · link works until{" "}
              <Time at={invite.linkExpiresAt} show="day" />
            </span>
            <Button onClick={() => onWithdraw(invite)}>
              Withdraw
              <span className="sr-only"> the invitation for {describeInvitee(invite)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whom a link is for. */
export function describeInvitee({ email }: GuestInvite): string {
  return email ?? "Anyone with the link";
}

function AccessWords({ invite }: { invite: GuestInvite }) {
  if (invite.expiresAt) {
    return (
      <>
        access until <Time at={invite.expiresAt} show="day" />
      </>
    );
  }
  return invite.accessHours ? `${describeHours(invite.accessHours)} of access` : "no end date";
}
