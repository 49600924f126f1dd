import type { GuestHistory, GuestInvite, WorkspaceSettings } from "@/lib/api-types";
import { readDomains } from "@/ui/guests/read-domains";
import { RequestFailed } from "@/ui/request";
import {
  type AccessChoice,
  fromLocalInput,
  LENGTHS,
  readHours,
  toLocalInput,
  usualLength,
} from "../access-length";

/** What the workspace says about guests, as far as an invitation needs it. */
export type GuestRules = Pick<WorkspaceSettings, "guestHistory" | "guestMaxDays" | "guestDomains">;

export interface ChosenChannel {
  id: string;
  history: GuestHistory;
  /** The value of the field for the channel's own end; null: it has none. */
  end: string | null;
  /** The end that it has already. It is sent as it is while the field shows it: the field shows no seconds. */
  given?: string | null;
}

/** An invitation as it stands in the form. */
export interface InviteDraft {
  channels: ChosenChannel[];
  email: string;
  access: AccessChoice;
  uses: string;
  /** In days; `keep`: as it is. */
  linkLife: string;
  domains: string;
  /** Empty: the person who invites. */
  sponsorId: string;
}

export function createDraft({ guestMaxDays }: GuestRules): InviteDraft {
  return {
    channels: [],
    email: "",
    access: { length: usualLength(guestMaxDays), date: "" },
    uses: "1",
    linkLife: "14",
    domains: "",
    sponsorId: "",
  };
}

export function readInvite(invite: GuestInvite): InviteDraft {
  return {
    channels: invite.channels.map(({ id, history, expiresAt }) => ({
      ...{ id, history },
      end: expiresAt && toLocalInput(new Date(expiresAt)),
      given: expiresAt,
    })),
    email: invite.email ?? "",
    access: readAccess(invite),
    uses: String(invite.maxUses),
    linkLife: "keep",
    domains: invite.domains?.join(", ") ?? "",
    sponsorId: invite.sponsor.id,
  };
}

function readAccess({ expiresAt, accessHours }: GuestInvite): AccessChoice {
  if (expiresAt) return { length: "date", date: toLocalInput(new Date(expiresAt)) };
  if (accessHours === null) return { length: "none", date: "" };
  const usual = LENGTHS.find(({ value }) => Number(value) === accessHours);
  return usual
    ? { length: usual.value, date: "" }
    : { length: "days", date: "", days: String(accessHours / 24) };
}

/**
 * The body of the request that makes the invitation.
 * @throws RequestFailed that names the field
 */
export function toWish(draft: InviteDraft): Record<string, unknown> {
  const email = draft.email.trim();
  return {
    channels: toChannels(draft.channels),
    email: email || undefined,
    domains: toDomains(draft) ?? undefined,
    ...toAccess(draft, undefined),
    maxUses: email ? 1 : Number(draft.uses),
    linkDays: Number(draft.linkLife),
    sponsorId: draft.sponsorId || undefined,
  };
}

/**
 * The body of the request that changes an invitation: only what the user has changed.
 * @throws RequestFailed that names the field
 */
export function toChange(draft: InviteDraft, before: InviteDraft): Record<string, unknown> {
  const differs = (part: keyof InviteDraft) =>
    JSON.stringify(draft[part]) !== JSON.stringify(before[part]);
  return {
    ...(differs("channels") && { channels: toChannels(draft.channels) }),
    ...(differs("access") && toAccess(draft, null)),
    ...(differs("uses") && { maxUses: Number(draft.uses) }),
    ...(differs("linkLife") && { linkDays: Number(draft.linkLife) }),
    ...(differs("domains") && { domains: toDomains(draft) }),
    ...(differs("sponsorId") && { sponsorId: draft.sponsorId }),
  };
}

/** @throws RequestFailed that names the field */
export function toChannels(channels: ChosenChannel[]) {
  if (channels.length === 0) throw refuse("channels", "Choose at least one channel");
  return channels.map(({ id, history, end, given }, n) => {
    if (end === null) return { id, history };
    const expiresAt = given && end === toLocalInput(new Date(given)) ? given : fromLocalInput(end);
    if (!expiresAt) throw refuse(`channels.${n}.expiresAt`, "Choose a date and a time");
    return { id, history, expiresAt };
  });
}

function toDomains({ domains }: InviteDraft): string[] | null {
  const named = readDomains(domains);
  return named.length > 0 ? named : null;
}

/** @param none the value that says that there is no end */
function toAccess({ access }: InviteDraft, none: null | undefined) {
  if (access.length === "none") return { accessHours: none };
  if (access.length === "date") {
    const expiresAt = fromLocalInput(access.date);
    if (!expiresAt) throw refuse("expiresAt", "Choose a date and a time");
    return { expiresAt };
  }
  const accessHours = readHours(access);
  if (accessHours === null) throw refuse("accessHours", "Enter a number of days");
  return { accessHours };
}

function refuse(path: string, message: string): RequestFailed {
  return new RequestFailed(message, "VALIDATION", 400, [{ path, message }]);
}
