import pg from "pg";
import { buildManyChannels, type CrowdMember } from "../../tests/support/crowd";
import type { World } from "../../tests/support/world";
import { findMadeChannels } from "../table/targets";

/** How large a workspace is. */
export interface Size {
  channels: number;
  people: number;
  guests: number;
  /** How many messages the first channels have, and each of the others. */
  long: number[];
  each: number;
  auditEvents: number;
}

export const LARGE: Size = {
  channels: 2_000,
  people: 5_000,
  guests: 1_000,
  long: [1_000_000, 10_000],
  each: 100,
  auditEvents: 100_000,
};

/** To see that the bench runs. */
export const NOT_SO_LARGE: Size = {
  channels: 200,
  people: 500,
  guests: 100,
  long: [10_000, 1_000],
  each: 20,
  auditEvents: 1_000,
};

export interface Large {
  channelIds: string[];
  members: CrowdMember[];
  /** In the first twenty channels. */
  member: CrowdMember;
  /** In all of them. */
  joinedAll: CrowdMember;
}

/**
 * Fills a workspace as years of use would, straight into its database. Words are common and rare as in a language: the
 * n-th of a thousand comes once in n messages. One message in fifty has a link.
 */
export async function fillWorkspace(world: World, size: Size): Promise<Large> {
  const { channels, people } = size;
  const members = await buildManyChannels(world, world.databaseUrl, { channels, people });
  const channelIds = await findMadeChannels(world);
  const [member, joinedAll] = members;
  if (!member || !joinedAll) throw new Error("a workspace without members");
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    await client.query("SET synchronous_commit = off");
    await client.query("SET maintenance_work_mem = '256MB'");
    await addGuests(client, world.slug, channelIds[0] ?? "", size.guests);
    // What is written here is nobody's doing: no trigger has to know of it, and the keys are right.
    await client.query("SET session_replication_role = replica");
    await writeMessages(client, channelIds, size);
    await writeAuditEvents(client, world.slug, size.auditEvents);
    await client.query("SET session_replication_role = origin");
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
  await joinAll(world, joinedAll, channelIds);
  return { channelIds, members, member, joinedAll };
}

/** Lets somebody join all channels. */
export async function joinAll(
  { databaseUrl }: World,
  member: CrowdMember | undefined,
  channelIds: string[],
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO channel_member (channel_id, user_id) SELECT unnest($2::text[]), $1 ON CONFLICT DO NOTHING`,
    [member?.userId, channelIds],
  );
  await client.end();
}

async function addGuests(client: pg.Client, slug: string, channelId: string, count: number) {
  await client.query(
    `WITH w AS (SELECT id FROM organization WHERE slug = $1),
     p AS (INSERT INTO "user" (id, name, email)
       SELECT gen_random_uuid(), 'Guest ' || n, 'guest-' || n || '@many.test'
       FROM generate_series(1, $3::int) n RETURNING id),
     g AS (INSERT INTO guest (id, workspace_id, user_id, invited_by)
       SELECT gen_random_uuid(), w.id, p.id, (SELECT user_id FROM member LIMIT 1) FROM w, p)
     INSERT INTO channel_member (channel_id, user_id) SELECT $2, id FROM p`,
    [slug, channelId, count],
  );
}

/** Indexes that are read by no message's writing are made after it, which takes a third of the time. */
async function writeMessages(client: pg.Client, channelIds: string[], { long, each }: Size) {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE tablename = 'message' AND indexdef NOT LIKE '%UNIQUE%'`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  // Ids begin with the time, as ours do: searches go by that.
  await client.query(
    `INSERT INTO message (id, channel_id, seq, rev, author_id, author_guest, body, words, client_id, created_at)
     SELECT substr(t, 1, 8) || '-' || substr(t, 9) || '-7' || substr(r, 1, 3) || '-8' || substr(r, 4, 3) || '-' || substr(r, 7, 12),
       c.id, n, n, author, false, body, to_tsvector('simple', body), client_id, at
     FROM (SELECT id, coalesce(($2::int[])[ordinal], $3) AS last,
         (SELECT user_id FROM member ORDER BY id LIMIT 1) AS author
       FROM unnest($1::text[]) WITH ORDINALITY AS u (id, ordinal)) c
     CROSS JOIN LATERAL generate_series(1, c.last) n
     CROSS JOIN LATERAL (SELECT now() - make_interval(mins => c.last - n) AS at, gen_random_uuid() AS client_id,
       'message ' || n || ' of a usual length with word' || (1000 / (1 + (n::bigint * 7919) % 1000))
       || ' and rare' || (n % 100000)
       || CASE WHEN n % 50 = 0 THEN ' https://example.com/' || n ELSE '' END AS body) b
     CROSS JOIN LATERAL (SELECT lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') AS t,
       md5(client_id::text) AS r) parts`,
    [channelIds, long, each],
  );
  for (const { definition } of indexes) await client.query(definition);
  await client.query(
    `UPDATE channel c SET last_seq = m.last, last_rev = m.last
     FROM (SELECT channel_id, max(seq) AS last FROM message GROUP BY 1) m WHERE m.channel_id = c.id`,
  );
}

async function writeAuditEvents(client: pg.Client, slug: string, count: number) {
  await client.query(
    `INSERT INTO audit_event (id, workspace_id, at, actor_name, action, target_type, target_id, target_name, data)
     SELECT gen_random_uuid(), w.id, now() - (n || ' minutes')::interval, 'Olive Owner', 'guest.locked', 'guest',
       gen_random_uuid(), 'Guest ' || n, jsonb_build_object('reason', 'The project number ' || n || ' is over')
     FROM (SELECT id FROM organization WHERE slug = $1) w, generate_series(1, $2::int) n`,
    [slug, count],
  );
}
