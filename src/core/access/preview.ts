import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import { notFound } from "../errors";
import { authorize } from "./authorize";
import { peopleOf } from "./names/kept-names";
import { notePreview } from "./preview-mark";
import type { Principal } from "./principal";
import { hasAccess, isEnded } from "./rules";

/** A guest as an admin looks at what they see. */
export interface Preview {
  /** The guest, as if they were let in. It reads and changes nothing: see `preview-mark.ts`. */
  asGuest: Principal;
  guest: { type: "guest"; id: string; name: string };
  /** Whether the guest has no access at this moment. */
  isShut: boolean;
}

/**
 * The principal by which an admin reads what a guest would see, were they let in at this moment. The statements that
 * answer the guest answer it, with nothing of their own: whether the guest is locked or expired is left out, and
 * nothing else is. Only `core/guests/view-guest.ts` may call this, which `npm run check` enforces.
 * @throws AppError FORBIDDEN for anybody but an admin, NOT_FOUND where the workspace has no such guest
 */
export async function previewGuest(admin: Principal, guestId: string): Promise<Preview> {
  const { workspace } = admin;
  const [found] = await rowsOf(
    {
      userId: sql<string>`g.user_id`,
      name: sql<string>`u.name`,
      isShut: isEnded,
    },
    (list) => sql`SELECT ${list} FROM guest g JOIN ${peopleOf(workspace.id)} u ON u.id = g.user_id
      WHERE g.id = ${guestId} AND g.workspace_id = ${workspace.id} AND ${hasAccess(admin)}`,
  );
  if (!found) throw notFound("Guest");
  const { userId, name, isShut } = found;
  const guest = { type: "guest" as const, id: guestId, name };
  await authorize(admin, "guest.manage", guest);
  // Without a session: no statement that changes something takes it, whatever it is used for.
  const asGuest = { id: guestId, as: "guest" as const, userId, name, sessionId: "", workspace };
  notePreview(asGuest);
  return { asGuest, guest, isShut };
}
