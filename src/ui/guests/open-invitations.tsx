"use client";

import { Link2 } from "lucide-react";
import { useId } from "react";
import type { WayBack } from "@/lib/api-types";
import { Checkbox } from "@/ui/primitives/checkbox";
import { describeUses } from "./describe-uses";
import type { useWaysBack } from "./use-ways-back";

interface OpenInvitationsProps {
  /** What the guest could do with them, as the words after "could". */
  effect: string;
  source: ReturnType<typeof useWaysBack>;
}

/** Names the invitations that could undo the action, before they are withdrawn. The user may keep them. */
export function OpenInvitations({ effect, source }: OpenInvitationsProps) {
  const { invites, keep, setKeep } = source;
  const id = useId();
  if (invites === null || invites.length === 0) return null;
  if (invites === "unknown") {
    return (
      <p className="text-ink-soft">
        The invitations that could {effect} could not be listed. They will be withdrawn.
      </p>
    );
  }
  const what = invites.length === 1 ? "One open invitation" : `${invites.length} open invitations`;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2.5 rounded-lg border bg-panel p-3">
      <p id={id} className="text-pretty">
        {what} could {effect}, and will {keep ? "stay open" : "be withdrawn"}:
      </p>
      <ul className="flex flex-col gap-1.5">
        {invites.map((invite) => (
          <li key={invite.id} className="flex items-start gap-2">
            <Link2 aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
            <span className="nums min-w-0 [overflow-wrap:anywhere]">{describeWayBack(invite)}</span>
          </li>
        ))}
      </ul>
      <label className="flex items-center gap-2">
        <Checkbox checked={keep} onCheckedChange={(checked) => setKeep(checked === true)} />
        Keep {invites.length === 1 ? "it" : "them"}
      </label>
    </section>
  );
}

function describeWayBack({ why, email, invitedBy, uses, maxUses }: WayBack): string {
  const left = describeUses({ uses, maxUses });
  if (why.includes("address")) return `To ${email}, by ${invitedBy.name} · ${left}`;
  if (why.includes("came")) return `The link they came by, made by ${invitedBy.name} · ${left}`;
  return `${email ? `To ${email}` : "A link"}, made by them · ${left}`;
}
