import type { z } from "zod";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { db, rows } from "@/db/client";
import { guestRequest } from "@/db/schema";
import type { GuestRequest } from "@/lib/api-types";
import type { askForGuestInput } from "@/lib/inputs/guests";
import { withinLimits } from "../access/admission/guest-limits";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { recordEvent } from "../access/record";
import type { Transaction } from "../access/revoke";
import { assertVisibleChannels } from "../channels/assert-visible-channels";
import { AppError, conflict, notFound } from "../errors";
import { publishRequest } from "./publish-request";
import { readRequests } from "./request-row";

/** Somebody who asks for more at once fills the admins' list. */
const MAX_OPEN = 50;

/**
 * Asks for a guest, for channels that the principal can see. It gives nobody access: an admin decides. What no admin
 * could approve is refused at once, so that whoever asks can ask for something else.
 * @throws AppError FORBIDDEN (the workspace does not let members ask), NOT_FOUND (a channel), CONFLICT (too many open),
 *   VALIDATION (longer than the workspace allows, or an address of another domain)
 */
export async function askForGuest(
  principal: Principal,
  wish: z.infer<typeof askForGuestInput>,
): Promise<GuestRequest> {
  await authorize(principal, "guest.ask");
  const { workspace, userId, name } = principal;
  const id = uuidv7();
  const email = wish.email.toLowerCase();
  const channelIds = [...new Set(wish.channelIds)];
  await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    await assertMayAsk(tx, principal);
    await withinLimits(tx, workspace.id, { email, accessHours: wish.accessHours });
    await assertVisibleChannels(principal, channelIds, tx);
    await tx.insert(guestRequest).values({
      id,
      workspaceId: workspace.id,
      email,
      name: wish.name ?? null,
      channelIds,
      reason: wish.reason ?? null,
      accessHours: wish.accessHours ?? null,
      askedBy: userId,
      createdAt: sql`clock_timestamp()`,
    });
    await recordEvent(
      {
        workspaceId: workspace.id,
        actor: { id: userId, name },
        action: "guest.requested",
        target: { type: "request", id, name: email },
        data: { channelIds, reason: wish.reason ?? null },
      },
      tx,
    );
  });
  await publishRequest(workspace.id, id);
  const [asked] = await readRequests(sql`r.id = ${id}`);
  if (!asked) throw notFound("Request");
  return asked.forAsker;
}

async function assertMayAsk(tx: Transaction, { workspace, userId }: Principal): Promise<void> {
  const [found] = await rows<{ allowed: boolean; open: number }>(
    sql`SELECT o.member_requests AS allowed, (SELECT count(*)::int FROM guest_request r
        WHERE r.workspace_id = o.id AND r.asked_by = ${userId} AND r.status = 'open') AS open
      FROM organization o WHERE o.id = ${workspace.id} FOR SHARE OF o`,
    tx,
  );
  if (!found?.allowed) {
    throw new AppError(
      "FORBIDDEN",
      `${workspace.name} does not take requests for guests. Talk to an admin instead.`,
    );
  }
  if (found.open >= MAX_OPEN) {
    throw conflict(
      `${MAX_OPEN} of your requests are waiting for an admin. Ask again when some are decided.`,
    );
  }
}
