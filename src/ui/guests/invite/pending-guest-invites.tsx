"use client";

import { useState } from "react";
import type { Channel, GuestInvite } from "@/lib/api-types";
import { describeHours } from "@/lib/describe-hours";
import { describeUses } from "@/ui/guests/describe-uses";
import { PendingInvite, PendingInvites } from "@/ui/members/pending-invites";
import { Time, useNow } from "@/ui/primitives/time";
import { ChannelNames } from "../channel-names";
import { ChangeInviteDialog } from "./change-invite-dialog";
import { EndedInvites } from "./ended-invites";
import { InviteMenu } from "./invite-menu";
import { RenewDialog } from "./renew-dialog";

interface PendingGuestInvitesProps {
  workspace: { slug: string; name: string };
  /** Whether invitations to an address are sent by mail. */
  sendsMail: boolean;
  invites: GuestInvite[];
  channels: Channel[];
  onWithdraw: (invite: GuestInvite) => void;
}

/** The invitations of guests: what each gives, what has come of it, and what can be done with it. */
export function PendingGuestInvites(props: PendingGuestInvitesProps) {
  const { workspace, sendsMail, invites, channels, onWithdraw } = props;
  const [open, setOpen] = useState<{ kind: "change" | "renew"; invite: GuestInvite } | null>(null);
  const about = open && {
    workspace,
    invite: invites.find(({ id }) => id === open.invite.id) ?? open.invite,
    onClose: () => setOpen(null),
    returnFocus: () => document.getElementById(menuId(open.invite)),
  };
  const isMailed = ({ email }: GuestInvite) => email !== null && sendsMail;
  return (
    <>
      <div className="[&>section]:pb-2">
        <PendingInvites>
          {invites.map((invite) => (
            <PendingInvite
              key={invite.id}
              invite={invite}
              name={invite.email ?? "Anyone with the link"}
              terms={<Terms invite={invite} />}
              actions={
                <InviteMenu
                  id={menuId(invite)}
                  about={`the invitation for ${invite.email ?? "anyone with the link"}, made by ${invite.invitedBy.name}`}
                  isMailed={isMailed(invite)}
                  change={() => setOpen({ kind: "change", invite })}
                  renew={() => setOpen({ kind: "renew", invite })}
                />
              }
              onWithdraw={() => onWithdraw(invite)}
            >
              <ChannelNames ids={invite.channelIds} channels={channels} whole />
            </PendingInvite>
          ))}
        </PendingInvites>
      </div>
      <EndedInvites slug={workspace.slug} open={invites.length} />
      {about && open.kind === "change" && <ChangeInviteDialog {...about} channels={channels} />}
      {about && open.kind === "renew" && (
        <RenewDialog {...about} isMailed={isMailed(about.invite)} />
      )}
    </>
  );
}

const menuId = ({ id }: GuestInvite) => `invite-${id}`;

const DAY_MS = 86_400_000;

function Terms({ invite }: { invite: GuestInvite }) {
  const { sent, domains, sponsor, invitedBy, maxUses, uses, lastUse, linkExpiresAt } = invite;
  const now = useNow();
  const endsUnused = now !== null && uses === 0 && Date.parse(linkExpiresAt) - now < DAY_MS;
  return (
    <>
      {endsUnused && <strong className="font-medium text-ink">ends unused soon · </strong>}
      {sent && "sent by mail · "}
      {domains && `only ${domains.join(", ")} · `}
      {sponsor.id !== invitedBy.id && `in the name of ${sponsor.name} · `}
      <AccessWords invite={invite} /> · {describeUses({ uses, maxUses })}
      {lastUse && (
        <>
          , {lastUse.name} joined <Time at={lastUse.at} />
        </>
      )}
    </>
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
