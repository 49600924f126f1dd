import type { z } from "zod";
import { type SQL, sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import type { CreatedInvite, GuestRequest } from "@/lib/api-types";
import type { approveRequestInput } from "@/lib/inputs/guests";
import { USUAL_LINK_DAYS } from "@/lib/inputs/invitations";
import { mailDecision } from "@/lib/mail/news-mail";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { recordEvent } from "../access/record";
import type { Transaction } from "../access/revoke";
import { isMember } from "../access/people-rules";
import { conflict, notFound } from "../errors";
import { inviteGuest } from "../guests/create-invite";
import { mailNews } from "../notifications/mail-news";
import { publishRequest } from "./publish-request";
import { readRequests } from "./request-row";

export interface Approved {
  request: GuestRequest;
  invite: CreatedInvite;
}

/**
 * Approves a request for a guest: the principal invites them, as it was asked or otherwise, and the person who asked is
 * their sponsor.
 * @throws AppError CONFLICT (decided already, or the person who asked has left), and whatever `inviteGuest` throws;
 *   then the request stays open
 */
export async function approveRequest(
  principal: Principal,
  requestId: string,
  changes: z.infer<typeof approveRequestInput>,
): Promise<Approved> {
  await authorize(principal, "guest.manage");
  const asked = await readRequest(requestId);
  await assertAskerIsThere(principal, asked);
  const channelIds = [...new Set(changes.channelIds ?? asked.channelIds)];
  const accessHours = changes.accessHours === undefined ? asked.accessHours : changes.accessHours;
  let invited = false;
  try {
    const invite = await inviteGuest(
      principal,
      {
        email: asked.email,
        channels: channelIds.map((id) => ({ id })),
        ...(accessHours !== null && { accessHours }),
        maxUses: 1,
        linkDays: USUAL_LINK_DAYS,
        sponsorId: asked.askedBy.id,
      },
      {
        requestId,
        decide: async (tx, inviteId) => {
          const given = JSON.stringify(channelIds);
          await decide(tx, principal, requestId, {
            status: "approved",
            also: sql`, channel_ids = ${given}::jsonb, access_hours = ${accessHours}, invite_id = ${inviteId}`,
          });
          invited = true;
        },
      },
    );
    const request = await readRequest(requestId);
    mailDecisionTo(principal, request);
    return { request, invite };
  } catch (error) {
    if (invited) await reopenUnsent(requestId);
    // They may have left, or somebody else may have decided, since it was asked first: that is the reason then.
    else await assertAskerIsThere(principal, await readRequest(requestId));
    throw error;
  } finally {
    await publishRequest(principal.workspace.id, requestId);
  }
}

/**
 * Declines a request for a guest.
 * @param reason a word to the person who asked
 * @throws AppError CONFLICT (decided already)
 */
export async function declineRequest(
  principal: Principal,
  requestId: string,
  { reason }: { reason?: string | undefined },
): Promise<GuestRequest> {
  await authorize(principal, "guest.manage");
  const { workspace, userId, name } = principal;
  await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    const email = await decide(tx, principal, requestId, {
      status: "declined",
      also: sql`, decline_reason = ${reason ?? null}`,
    });
    await recordEvent(
      {
        workspaceId: workspace.id,
        actor: { id: userId, name },
        action: "guest.request_declined",
        target: { type: "request", id: requestId, name: email },
        data: { reason: reason ?? null },
      },
      tx,
    );
  });
  await publishRequest(workspace.id, requestId);
  const request = await readRequest(requestId);
  mailDecisionTo(principal, request);
  return request;
}

/** The asker may have no page open that says it. */
function mailDecisionTo({ workspace, name }: Principal, request: GuestRequest): void {
  const { askedBy, status, email, declineReason: reason } = request;
  if (status === "open") return;
  mailNews({ workspaceId: workspace.id, userId: askedBy.id }, (reader) =>
    mailDecision(reader, { status, email, by: name, reason }),
  );
}

async function readRequest(requestId: string): Promise<GuestRequest> {
  const [found] = await readRequests(sql`r.id = ${requestId}`);
  if (!found) throw notFound("Request");
  return found.forAdmins;
}

/** Nobody would answer for the guest of somebody who has left. */
async function assertAskerIsThere({ workspace }: Principal, { askedBy, status }: GuestRequest) {
  if (status !== "open") throw decidedAlready();
  const [there] = await rows(sql`SELECT 1 WHERE ${isMember(workspace.id, sql`${askedBy.id}`)}`);
  if (there) return;
  throw conflict(
    `${askedBy.name} is not a member any more, so this guest would have nobody to ask. Decline the request, and invite the guest yourself.`,
  );
}

/**
 * Decides a request in one statement, which locks it: of two admins at once, one decides.
 * @param also what else is written into the row
 * @returns the address that it was about
 */
async function decide(
  tx: Transaction,
  { workspace, userId }: Principal,
  requestId: string,
  { status, also }: { status: Exclude<GuestRequest["status"], "open">; also: SQL },
): Promise<string> {
  const [decided] = await rows<{ email: string }>(
    sql`UPDATE guest_request SET status = ${status}, decided_by = ${userId},
        decided_at = clock_timestamp() ${also}
      WHERE id = ${requestId} AND workspace_id = ${workspace.id} AND status = 'open'
      RETURNING email`,
    tx,
  );
  if (!decided) throw decidedAlready();
  return decided.email;
}

const decidedAlready = () => conflict("This request has been decided already.");

/** If the mail could not be sent, its invitation is withdrawn and nobody has the link: the request is open again. */
async function reopenUnsent(requestId: string): Promise<void> {
  await db().execute(sql`UPDATE guest_request r SET status = 'open', decided_by = NULL, decided_at = NULL,
      invite_id = NULL
    FROM invite i WHERE r.id = ${requestId} AND i.id = r.invite_id AND i.withdrawn_at IS NOT NULL AND i.uses = 0`);
}
