"use client";

import { useState } from "react";
import { serverNow } from "@/ui/server-clock";
import { useAlarm } from "@/ui/use-alarm";

interface Listed {
  id: string;
}

/** The list with this invitation added or replaced. A new one comes first. */
export function putInvite<T extends Listed>(invites: T[], invite: T): T[] {
  const known = invites.some(({ id }) => id === invite.id);
  return known ? invites.map((one) => (one.id === invite.id ? invite : one)) : [invite, ...invites];
}

/** The list without this invitation. */
export function dropInvite<T extends Listed>(invites: T[], id: string): T[] {
  return invites.filter((invite) => invite.id !== id);
}

/** Something that ends by itself at a known time. */
export interface Ending {
  linkExpiresAt?: string;
  expiresAt?: string | null;
}

/**
 * The server decides whether a time is over. It is asked a little after the end, and again later if it still lists the
 * item.
 */
const GRACE_MS = 500;
const AGAIN_AFTER_MS = 15_000;

/** Asks the server again when something in the list reaches its end. */
export function useAskAtEnds(listed: Ending[], ask: () => Promise<void>): void {
  const [asked, setAsked] = useState(0);
  const ends = listed.flatMap(({ linkExpiresAt, expiresAt }) =>
    [linkExpiresAt, expiresAt].flatMap((at) => (at ? Date.parse(at) : [])),
  );
  const next = ends.length > 0 ? Math.min(...ends) + GRACE_MS : null;
  useAlarm(next && Math.max(next, asked + AGAIN_AFTER_MS), () => {
    setAsked(serverNow());
    void ask();
  });
}
