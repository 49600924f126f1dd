"use client";

import type { ReactNode } from "react";
import type { CreatedInvite } from "@/lib/api-types";
import { CopyLink } from "@/ui/members/copy-link";
import { ShownOnce } from "@/ui/members/shown-once";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";

interface InviteReadyProps {
  invite: CreatedInvite;
  /** The address that it is for; empty: anybody. */
  email: string;
  /** How many can still come in by it. */
  places: number;
  /** The link replaces one from before. */
  replaces?: boolean;
  onClose: () => void;
  again?: ReactNode;
}

/** Shows the link of an invitation, once, or says that it was sent. */
export function InviteReady(props: InviteReadyProps) {
  const { invite, email, places, replaces = false, onClose, again } = props;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={titleOf(invite, replaces)}
      description={
        invite.sent
          ? `The link went to ${email} by mail, and to nobody else.`
          : `Send this link to ${email || "your guest"}.`
      }
      footer={
        <>
          {again}
          <DialogClose asChild>
            <Button variant="primary">Done</Button>
          </DialogClose>
        </>
      }
    >
      {!invite.sent && <CopyLink url={invite.url} />}
      {!invite.sent && <ShownOnce until={invite.linkExpiresAt} />}
      <p className="mt-3 text-ink-faint text-meta">
        {replaces && "The link from before has stopped working. "}
        {describeUses(invite, email, places)}
      </p>
    </Dialog>
  );
}

function titleOf({ sent }: CreatedInvite, replaces: boolean): string {
  if (sent) return replaces ? "The invitation is sent again" : "The invitation is sent";
  return replaces ? "The new link is ready" : "The invitation is ready";
}

/**
 * A link that was shown on a screen proves nothing about an address. Anyone who has it can claim the address that it is
 * for.
 */
function describeUses({ sent }: CreatedInvite, email: string, places: number): string {
  const times = places === 1 ? "once" : `${places} times`;
  if (sent) return `It works ${times}, for this address only.`;
  const whose = email ? ", but only by giving this address" : "";
  return `It works ${times}. Whoever has the link can use it${whose}.`;
}
