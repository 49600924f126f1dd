import { sql } from "drizzle-orm";
import { db, rowsOf } from "@/db/client";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { recordEvent } from "../access/record";
import { giveUntilCut } from "../access/while-served";
import { forbidden } from "../errors";
import { listEntries } from "./list-entries";
import { zip } from "./zip";

/**
 * Everything that a guest wrote and shared themselves in the channels that they see now, as the bytes of a ZIP. It is on
 * record before the first byte leaves, and breaks off when the guest loses access during the download.
 * @throws AppError FORBIDDEN (a member, or the workspace does not allow it), before the first byte
 */
export async function takeOut(principal: Principal): Promise<AsyncGenerator<Uint8Array>> {
  await authorize(principal, "ownAccess.takeOut");
  await recordTakeout(principal);
  return giveUntilCut(zip(listEntries(principal)));
}

async function recordTakeout(principal: Principal): Promise<void> {
  const { id, workspace, userId, name } = principal;
  await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    const [found] = await rowsOf(
      { allowed: sql<boolean>`o.guest_takeout` },
      (list) => sql`SELECT ${list} FROM organization o WHERE o.id = ${workspace.id}`,
      tx,
    );
    if (!found?.allowed) throw forbidden(NOT_ALLOWED);
    await recordEvent(
      {
        workspaceId: workspace.id,
        actor: { id: userId, name },
        action: "guest.took_out",
        target: { type: "guest", id, name },
      },
      tx,
    );
  });
}

const NOT_ALLOWED =
  "This workspace does not let guests take along what they wrote. Ask the person who invited you.";
