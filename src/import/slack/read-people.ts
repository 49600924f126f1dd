import { sql } from "drizzle-orm";
import { yieldNow } from "@/core/yield-now";
import { type Database, db, rows } from "@/db/client";
import { emailOfPerson, idOfPerson } from "./import-ids";
import { type ImportedPeople, nameOfPerson, type NewPerson } from "./people";
import type { SlackPerson } from "./slack-schemas";

const BATCH = 500;

/**
 * Finds the people of an export among the members of a workspace, by e-mail, and makes names for the others. It looks
 * up nobody else: the importer must not learn whether an e-mail has an account elsewhere, and messages must not be
 * attributed to a stranger or a guest.
 * @returns the people by Slack's id, and how many were made
 */
export async function readPeople(
  workspaceId: string,
  slackPeople: SlackPerson[],
): Promise<{ people: ImportedPeople; made: number }> {
  const members = await listMembers(workspaceId);
  const people: ImportedPeople = new Map();
  const others: NewPerson[] = [];
  for (const one of slackPeople) {
    await yieldNow();
    const email = one.is_bot ? undefined : one.profile.email?.trim().toLowerCase();
    const member = email === undefined ? undefined : members.get(email);
    if (member) people.set(one.id, { ...member, member: true });
    else others.push({ slackId: one.id, name: nameOfPerson(one) });
  }
  let made = 0;
  for (let i = 0; i < others.length; i += BATCH) {
    made += await makePeople(workspaceId, others.slice(i, i + BATCH), people);
  }
  // Lines of a program may have its own id instead of that of its person.
  for (const { id, profile } of slackPeople) {
    const person = people.get(id);
    if (person && profile.bot_id) people.set(profile.bot_id, person);
  }
  return { people, made };
}

async function listMembers(workspaceId: string) {
  const found = await rows<{ userId: string; name: string; email: string }>(sql`
    SELECT u.id AS "userId", u.name, lower(u.email) AS email FROM member m JOIN "user" u ON u.id = m.user_id
    WHERE m.organization_id = ${workspaceId}`);
  return new Map(found.map(({ email, ...member }) => [email, member]));
}

/**
 * Makes rows for people without an account, if there are none yet, and adds them to `people`.
 * @returns how many are new
 */
export async function makePeople(
  workspaceId: string,
  wanted: NewPerson[],
  people: ImportedPeople,
  on: Pick<Database, "execute"> = db(),
): Promise<number> {
  if (wanted.length === 0) return 0;
  const values = wanted.map(({ slackId, name }) => ({
    id: idOfPerson(workspaceId, slackId),
    name,
    email: emailOfPerson(workspaceId, slackId),
  }));
  const made = await rows(
    sql`INSERT INTO "user" (id, name, email)
      SELECT id, name, email FROM jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
        AS p (id text, name text, email text)
      ON CONFLICT (id) DO NOTHING RETURNING id`,
    on,
  );
  for (const { slackId, name } of wanted) {
    people.set(slackId, { userId: idOfPerson(workspaceId, slackId), name, member: false });
  }
  return made.length;
}
