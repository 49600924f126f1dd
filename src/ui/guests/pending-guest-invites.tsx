"use client";

import type { Channel, GuestInvite } from "@/lib/api-types";
import { describeHours } from "@/lib/describe-hours";
import { PendingInvite, PendingInvites } from "@/ui/members/pending-invites";
import { Time } from "@/ui/primitives/time";
import { ChannelNames } from "./channel-names";

interface PendingGuestInvitesProps {
  invites: GuestInvite[];
  channels: Channel[];
  onWithdraw: (invite: GuestInvite) => void;
}

export function PendingGuestInvites({ invites, channels, onWithdraw }: PendingGuestInvitesProps) {
  return (
    <PendingInvites>
      {invites.map((invite) => (
        <PendingInvite
          key={invite.id}
          invite={invite}
          name={invite.email ?? "Anyone with the link"}
          terms={
            <>
              {invite.sent && "sent by mail · "}
              <AccessWords invite={invite} /> · {invite.maxUses - invite.uses} of {invite.maxUses}{" "}
              {invite.maxUses === 1 ? "use" : "uses"} left
            </>
          }
          onWithdraw={() => onWithdraw(invite)}
        >
          <ChannelNames ids={invite.channelIds} channels={channels} />
        </PendingInvite>
      ))}
    </PendingInvites>
  );
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
