import { createHmac, randomUUID } from "node:crypto";
import pg from "pg";
import type { World } from "./world";

/** A guest who was written into the database without an invitation: for tests that need very many. */
export interface CrowdGuest {
  id: string;
  userId: string;
  cookie: string;
}

const SECRET = "a secret of the tests that is long enough";

/** Guests of the first channel, each with a session, written into the database: making a hundred takes no time. */
export async function buildCrowd(
  { general, owner, slug }: World,
  databaseUrl: string,
  count: number,
): Promise<CrowdGuest[]> {
  const people = Array.from({ length: count }, (_, n) => ({
    id: randomUUID(),
    userId: randomUUID(),
    sessionId: randomUUID(),
    token: randomUUID(),
    name: `Guest ${n} of many`,
    email: `${randomUUID()}@crowd.test`,
  }));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const listed = JSON.stringify(people);
  const from = `FROM jsonb_to_recordset($1::jsonb)
    AS p(id text, "userId" text, "sessionId" text, token text, name text, email text)`;
  try {
    await client.query(
      `INSERT INTO "user" (id, name, email) SELECT p."userId", p.name, p.email ${from}`,
      [listed],
    );
    await client.query(
      `INSERT INTO session (id, user_id, token, expires_at)
        SELECT p."sessionId", p."userId", p.token, now() + interval '1 day' ${from}`,
      [listed],
    );
    await client.query(
      `INSERT INTO guest (id, workspace_id, user_id, invited_by)
        SELECT p.id, o.id, p."userId", u.id ${from}, organization o, "user" u
        WHERE o.slug = $2 AND u.email = $3`,
      [listed, slug, owner.email],
    );
    await client.query(
      `INSERT INTO channel_member (channel_id, user_id) SELECT $2, p."userId" ${from}`,
      [listed, general.id],
    );
  } finally {
    await client.end();
  }
  return people.map(({ id, userId, token }) => ({ id, userId, cookie: cookieOf(token) }));
}

/** Signed as better-auth signs it. */
export function cookieOf(token: string): string {
  const signature = createHmac("sha256", SECRET).update(token).digest("base64");
  return `better-auth.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}

/** A member with a session who has joined the first twenty channels. */
export interface CrowdMember {
  userId: string;
  cookie: string;
}

/** Public channels and members of the workspace, as many as the test needs, written into the database. */
export async function buildManyChannels(
  { slug }: Pick<World, "slug">,
  databaseUrl: string,
  { people, channels }: { people: number; channels: number },
): Promise<CrowdMember[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const made = await client.query<{ userId: string; token: string }>(
      `WITH w AS (SELECT id FROM organization WHERE slug = $1),
      p AS (INSERT INTO "user" (id, name, email)
        SELECT gen_random_uuid(), 'Member ' || n, n || '@many.test' FROM generate_series(1, $2::int) n RETURNING id),
      m AS (INSERT INTO member (id, organization_id, user_id)
        SELECT gen_random_uuid(), w.id, p.id FROM w, p),
      s AS (INSERT INTO session (id, user_id, token, expires_at)
        SELECT gen_random_uuid(), p.id, gen_random_uuid(), now() + interval '1 day' FROM p
        RETURNING user_id, token),
      c AS (INSERT INTO channel (id, workspace_id, name, topic, visibility)
        SELECT gen_random_uuid(), w.id, 'channel-' || n, 'What number ' || n || ' is about', 'public'
        FROM w, generate_series(1, $3::int) n RETURNING id, name),
      joined AS (INSERT INTO channel_member (channel_id, user_id)
        SELECT c.id, p.id FROM c, p WHERE substr(c.name, 9)::int <= 20)
      SELECT s.user_id AS "userId", s.token FROM s`,
      [slug, people, channels],
    );
    await client.query("ANALYZE");
    return made.rows.map(({ userId, token }) => ({ userId, cookie: cookieOf(token) }));
  } finally {
    await client.end();
  }
}
