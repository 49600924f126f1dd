"use client";

import { useEffect, useState } from "react";
import type { Channel, GuestRequest, OwnGuestRequests } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { request } from "@/ui/request";

/** So many of one's requests are shown, those with the latest news. */
const SHOWN = 10;
/** An admin may approve a guest for other channels than were asked for. So long the decision is shown in every one. */
const NEWS_MS = 14 * 24 * 60 * 60 * 1000;

interface AskForGuestProps {
  channel: Channel;
  /** @param maxDays for how many days the workspace allows access at most; null: any time */
  onAsk: (maxDays: number | null) => void;
}

/**
 * For members: their requests for guests in a channel, what was decided lately about any of them, and the way to the
 * next, where it is allowed.
 */
export function AskForGuest({ channel, onAsk }: AskForGuestProps) {
  const { workspace } = useRealtime();
  const [own, setOwn] = useState<OwnGuestRequests | null>(null);
  useEffect(() => {
    let over = false;
    const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}/guest-requests`;
    request<OwnGuestRequests>("GET", path).then(
      (found) => over || setOwn({ ...found, requests: latestFor(channel.id, found.requests) }),
      // Without an answer nothing is offered. Opening the dialog again asks again.
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [workspace.slug, channel.id]);
  const shown = own?.requests ?? [];
  return (
    <>
      {shown.length > 0 && (
        <section aria-labelledby="own-requests" className="mt-4">
          <h3 id="own-requests" className="font-medium text-meta">
            Guests you asked for
          </h3>
          <ul className="mt-1 flex flex-col gap-1 text-ink-soft text-meta">
            {shown.map((one) => (
              <li key={one.id} className="whitespace-pre-line [overflow-wrap:anywhere]">
                {one.email} · {describe(one)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {own?.allowed && (
        <p className="mt-3 text-ink-faint text-meta">
          Somebody from outside?{" "}
          <Button variant="link" onClick={() => onAsk(own.maxDays)}>
            Ask for a guest
          </Button>
        </p>
      )}
    </>
  );
}

function latestFor(channelId: string, requests: GuestRequest[]): GuestRequest[] {
  const since = new Date(Date.now() - NEWS_MS).toISOString();
  return requests
    .filter((one) => one.channelIds.includes(channelId) || (one.decidedAt ?? "") >= since)
    .sort((one, other) => (newsAt(one) < newsAt(other) ? 1 : -1))
    .slice(0, SHOWN);
}

const newsAt = ({ decidedAt, createdAt }: GuestRequest) => decidedAt ?? createdAt;

function describe({ status, decidedBy, declineReason }: GuestRequest): string {
  if (status === "open") return "waiting for an admin";
  const by = decidedBy ? ` by ${decidedBy.name}` : "";
  if (status === "approved") return `approved${by}`;
  return `declined${by}${declineReason ? `: “${declineReason}”` : ""}`;
}
