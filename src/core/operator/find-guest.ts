import { sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import { isReal } from "../access/made-up";
import { personOf } from "../access/names/kept-names";
import type { Operator } from "../access/operator";
import { AppError, conflict } from "../errors";

/** A guest whom the operator has named, with the operator as the actor in the guest's workspace. */
export interface NamedGuest {
  id: string;
  name: string;
  email: string;
  operator: Operator;
}

const guestColumns = {
  id: sql<string>`g.id`,
  name: sql<string>`u.name`,
  email: sql<string>`u.email`,
  workspaceId: sql<string>`o.id`,
  slug: sql<string>`o.slug`,
  workspaceName: sql<string>`o.name`,
};

/**
 * Finds the guest with this id or e-mail address, in any workspace.
 * @throws AppError NOT_FOUND, CONFLICT (a guest of several workspaces has this address; the message lists their ids)
 */
export async function findGuestByIdOrEmail(idOrEmail: string): Promise<NamedGuest> {
  const found = await rowsOf(
    guestColumns,
    (list) => sql`
    SELECT ${list} FROM guest g JOIN organization o ON o.id = g.workspace_id
    JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u ON true
    WHERE (g.id = ${idOrEmail}
      OR g.user_id = (SELECT p.id FROM "user" p WHERE p.email = ${idOrEmail.toLowerCase()}))
      AND ${isReal(sql`o.id`)}
    ORDER BY o.slug`,
  );
  const [guest] = found;
  if (!guest) throw await noSuchGuest(idOrEmail);
  if (found.length > 1) throw isAmbiguous(idOrEmail, found);
  const { id, name, email, workspaceId, slug, workspaceName } = guest;
  const workspace = { id: workspaceId, slug, name: workspaceName };
  return { id, name, email, operator: { as: "operator", workspace } };
}

async function noSuchGuest(idOrEmail: string): Promise<AppError> {
  const memberships = await rows<{ slug: string }>(sql`
    SELECT o.slug FROM member m JOIN "user" u ON u.id = m.user_id JOIN organization o ON o.id = m.organization_id
    WHERE u.email = ${idOrEmail.toLowerCase()} ORDER BY o.slug`);
  if (memberships.length > 0) {
    const where = memberships.map(({ slug }) => slug).join(", ");
    return new AppError("NOT_FOUND", `${idOrEmail} is a member of ${where}, not a guest.`);
  }
  return new AppError(
    "NOT_FOUND",
    `There is no guest with the id or e-mail address "${idOrEmail}".`,
  );
}

function isAmbiguous(email: string, found: RowOf<typeof guestColumns>[]): AppError {
  const candidates = found.map(({ id, slug }) => `${id} (${slug})`).join(", ");
  return conflict(
    `${email} is a guest of ${found.length} workspaces. Name one of them by its id: ${candidates}.`,
  );
}
