"use client";

import { useEffect, useState } from "react";
import type { Channel, GuestRequest, OwnGuestRequests } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { request } from "@/ui/request";

/** So many of one's latest requests for a channel are shown. */
const SHOWN = 5;

interface AskForGuestProps {
  channel: Channel;
  onAsk: () => void;
}

/** For members: what became of their requests for guests in a channel, and the way to the next, where it is allowed. */
export function AskForGuest({ channel, onAsk }: AskForGuestProps) {
  const { workspace } = useRealtime();
  const [own, setOwn] = useState<OwnGuestRequests | null>(null);
  useEffect(() => {
    let over = false;
    const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}/guest-requests`;
    request<OwnGuestRequests>("GET", path).then(
      (found) => over || setOwn(found),
      // Without an answer nothing is offered. Opening the dialog again asks again.
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [workspace.slug]);
  const here = own?.requests.filter(({ channelIds }) => channelIds.includes(channel.id)) ?? [];
  const shown = here.slice(0, SHOWN);
  return (
    <>
      {shown.length > 0 && (
        <section aria-labelledby="own-requests" className="mt-4">
          <h3 id="own-requests" className="font-medium text-meta">
            Guests you asked for
          </h3>
          <ul className="mt-1 flex flex-col gap-1 text-ink-soft text-meta">
            {shown.map((one) => (
              <li key={one.id} className="[overflow-wrap:anywhere]">
                {one.email} · {describe(one)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {own?.allowed && (
        <p className="mt-3 text-ink-faint text-meta">
          Somebody from outside?{" "}
          <Button variant="link" onClick={onAsk}>
            Ask for a guest
          </Button>
        </p>
      )}
    </>
  );
}

function describe({ status, decidedBy, declineReason }: GuestRequest): string {
  if (status === "open") return "waiting for an admin";
  const by = decidedBy ? ` by ${decidedBy.name}` : "";
  if (status === "approved") return `approved${by}`;
  return `declined${by}${declineReason ? `: “${declineReason}”` : ""}`;
}
