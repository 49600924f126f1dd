"use client";

import { ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import type { EndedInvite } from "@/lib/api-types";
import { useDisclosure } from "@/ui/guests/use-disclosure";
import { Alert } from "@/ui/primitives/alert";
import { cn } from "@/ui/primitives/cn";
import { Time } from "@/ui/primitives/time";
import { describeFailure, request } from "@/ui/request";

const HOW: Record<EndedInvite["how"], string> = {
  used: "used up",
  withdrawn: "withdrawn",
  over: "ended",
};

interface EndedInvitesProps {
  slug: string;
  /** Changes when an invitation may have ended. */
  open: number;
}

/** The invitations that ended within a month, and what became of them. Loaded when somebody wants to see them. */
export function EndedInvites({ slug, open: stillOpen }: EndedInvitesProps) {
  const { id, open, toggle } = useDisclosure();
  return (
    <div className="px-3 pb-5 md:px-4">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
        className="flex h-8 items-center gap-1 rounded-md pr-2 pl-1 text-ink-faint text-meta hover:bg-hover coarse:h-11"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-4 transition-transform", open && "rotate-90")}
        />
        Invitations that ended in the last month
      </button>
      {open && (
        <div id={id}>
          <EndedList key={stillOpen} slug={slug} />
        </div>
      )}
    </div>
  );
}

function EndedList({ slug }: { slug: string }) {
  const [invites, setInvites] = useState<EndedInvite[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const path = `/api/admin/invite?workspace=${encodeURIComponent(slug)}`;
    request<{ invites: EndedInvite[] }>("GET", path, undefined, controller.signal).then(
      (found) => setInvites(found.invites),
      (cause: unknown) => controller.signal.aborted || setFailure(describeFailure(cause)),
    );
    return () => controller.abort();
  }, [slug]);
  if (failure) return <Alert className="my-2">{failure}</Alert>;
  if (invites?.length === 0) return <p className="px-2 py-2 text-ink-faint">None has ended.</p>;
  return (
    <ul>
      {invites?.map((invite) => (
        <li key={invite.id} className="nums flex flex-wrap gap-x-3 px-2 py-1.5">
          <span className="min-w-48 font-medium">{invite.email ?? "Anyone with the link"}</span>
          <span className="text-ink-soft text-meta">
            {HOW[invite.how]} <Time at={invite.endedAt} />, made by {invite.invitedBy.name} ·{" "}
            {describePeople(invite)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function describePeople({ people, maxUses }: EndedInvite): string {
  if (people.length === 0) return "nobody joined";
  const names = new Intl.ListFormat("en-GB").format(people.slice(0, 3).map(({ name }) => name));
  const more = people.length > 3 ? ` and ${people.length - 3} more` : "";
  return `${names}${more} joined${maxUses > 1 ? `, ${people.length} of ${maxUses}` : ""}`;
}
