import type { AuditEvent, GuestHistory } from "@/lib/api-types";

/** What an event says was given of a channel. */
export interface GivenTerms {
  id: string;
  /** In an invitation: from when it is read is known at the acceptance. */
  history?: GuestHistory;
  historyFrom?: string | null;
  /** The channel's own end. */
  expiresAt: string | null;
}

/** The terms of channels in an event; none where nothing was given. */
export function readGivenTerms({ terms }: AuditEvent["data"]): GivenTerms[] {
  return Array.isArray(terms) ? terms : [];
}
