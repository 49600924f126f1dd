import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { doorsOfMany } from "@/core/access/guards";
import type { Role } from "@/core/access/policy";
import type { Principal } from "@/core/access/principal";
import { insertTogether } from "@/core/messages/insert-together";
import { openDatabase, type OpenDatabase } from "@/db/client";
import type { Channel, Message } from "@/lib/api-types";
import { readEnv } from "@/lib/read-env";
import type { Connection, Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { useWorld } from "../support/world";

const CHANNEL_LOCK = "SELECT 1 FROM channel c WHERE c.id = ANY($1) FOR UPDATE";

/** On Postgres: PGlite does one thing at a time and would hide the races. */
const world = useWorld();
let client: pg.Client;
let database: OpenDatabase;
let channels: Channel[];
beforeAll(async () => {
  process.env.LOG_LEVEL = "silent";
  process.env.BETTER_AUTH_SECRET = "a secret of this test that is long enough";
  process.env.DATABASE_URL = world.databaseUrl;
  database = await openDatabase(readEnv(process.env), { migrates: false });
  client = await connect();
  channels = [
    await world.buildChannel(),
    await world.buildChannel(),
    await world.buildChannel(),
    await world.buildChannel(),
  ];
});
afterAll(async () => {
  await client.end();
  await database.close();
});

const held: pg.Client[] = [];
afterEach(async () => {
  for (const one of held.splice(0)) await one.end();
});

describe("messages that come at the same time", () => {
  it("are inserted together, in one order that everybody is told", async () => {
    const [channel, second] = [channels[0], channels[1]] as [Channel, Channel];
    const people = await Promise.all(Array.from({ length: 5 }, () => world.buildMember()));
    const tabs = await Promise.all(
      people.map(async (person) => {
        for (const { id } of [channel, second]) await person.post(`/api/channels/${id}/join`);
        return person.enter("acme");
      }),
    );
    const sent: Message[] = [];
    const sendAll = async (tab: Connection, { id }: Channel) => {
      for (let n = 0; n < 8; n += 1) sent.push(await tab.send(id, `message ${n}`));
    };
    await Promise.all(tabs.flatMap((tab) => [sendAll(tab, channel), sendAll(tab, second)]));

    const { rows } = await client.query(
      "SELECT count(DISTINCT xmin::text)::int AS statements FROM message WHERE id = ANY($1)",
      [sent.map(({ id }) => id)],
    );
    expect(rows[0].statements).toBeLessThan(sent.length * 0.8);
    for (const { id } of [channel, second]) {
      const told = (tab: Connection) =>
        tab.of("message:created").filter(({ message }) => message.channelId === id);
      await waitUntil(() => tabs.every((tab) => told(tab).length === 40));
      for (const tab of tabs) {
        const revs = told(tab).map(({ message }) => [message.seq, message.rev]);
        expect(revs).toEqual(Array.from({ length: 40 }, (_, n) => [n + 1, n + 1]));
      }
    }
    for (const tab of tabs) tab.close();
  });

  const LOCKS: Record<string, string> = {
    "the guest, as a revocation does":
      "SELECT pg_advisory_xact_lock(1734410242, hashtext(g.id)) FROM guest g WHERE g.id = ANY($1)",
    "the guest's row": "SELECT 1 FROM guest g WHERE g.id = ANY($1) FOR UPDATE",
    "their session": `SELECT 1 FROM session s JOIN guest g ON g.user_id = s.user_id
      WHERE g.id = ANY($1) FOR UPDATE OF s`,
    "their membership": `SELECT 1 FROM channel_member cm JOIN guest g ON g.user_id = cm.user_id
      WHERE g.id = ANY($1) FOR UPDATE OF cm`,
    "the channel": CHANNEL_LOCK,
  };

  it("do not wait for those of others, whatever of theirs somebody has locked", async () => {
    const [free, ...locked] = channels as [Channel, ...Channel[]];
    const guests = await Promise.all(locked.map((one) => world.buildGuest({ channels: [one] })));
    const tabs = await Promise.all(guests.map((guest) => guest.enter("acme")));
    const member = await world.buildMember();
    await member.post(`/api/channels/${free.id}/join`);
    const tab = await member.enter("acme");
    for (const [what, statement] of Object.entries(LOCKS)) {
      const of = what === "the channel" ? locked : guests.map(({ guest }) => guest);
      const locker = await hold(
        statement,
        of.map(({ id }) => id),
      );
      const late: Promise<Message>[] = [];
      for (const [n, one] of tabs.entries()) {
        late.push(one.send(locked[n]?.id ?? "", "late"));
        // More of them than there are statements at once.
        await waitUntil(
          async () => (await countBlocked()) > n,
          10_000,
          () => `${what}: ${n} wait`,
        );
      }
      await tab.send(free.id, `at once, in spite of ${what}`);
      await locker.query("ROLLBACK");
      await Promise.all(late);
    }
    for (const one of [...tabs, tab]) one.close();
  });
});

describe("the statement that inserts several messages", () => {
  const NOT: Record<string, string> = {
    "is locked": "UPDATE guest SET locked_at = now() WHERE id = $1",
    "has reached the end of their time": "UPDATE guest SET expires_at = now() WHERE id = $1",
    "has lost the channel":
      "DELETE FROM channel_member WHERE user_id = (SELECT user_id FROM guest WHERE id = $1)",
    "has reached the end of their time in the channel":
      "UPDATE channel_member SET expires_at = now() WHERE user_id = (SELECT user_id FROM guest WHERE id = $1)",
    "has signed out":
      "DELETE FROM session WHERE user_id = (SELECT user_id FROM guest WHERE id = $1)",
    "is a guest no more": "DELETE FROM guest WHERE id = $1",
  };

  it("leaves out a channel of another workspace, one that is archived, and another role", async () => {
    const [guest, member] = [await enter(await world.buildGuest()), await enter(world.owner)];
    const elsewhere = { ...guest, workspace: { ...guest.workspace, id: "another" } };
    const promoted = { ...guest, as: "owner" as Role };
    const demoted = { ...member, as: "member" as Role };
    expect(await insert([elsewhere])).toEqual([]);
    expect(await insert([promoted])).toEqual([]);
    expect(await insert([demoted])).toEqual([]);
    const channel = await world.buildChannel();
    await client.query("UPDATE channel SET archived_at = now() WHERE id = $1", [channel.id]);
    expect(await insert([member], { channel })).toEqual([]);
  });

  it("inserts nothing under a `clientId` that was used, and leaves no gap for it", async () => {
    const people = [await enter(await world.buildGuest()), await enter(world.owner)];
    const clientIds = [randomUUID(), randomUUID()];
    await insert(people.slice(0, 1), { clientIds });
    const rows = await insert(people, { clientIds });
    expect(rows.map(({ clientId }) => clientId)).toEqual(clientIds.slice(1));
    const { rows: counts } = await client.query(
      "SELECT max(seq) = count(*) AS whole FROM message WHERE channel_id = $1",
      [world.general.id],
    );
    expect(counts).toEqual([{ whole: true }]);
  });

  it.each(Object.keys(NOT))("leaves out who %s, also after it has begun", async (what) => {
    const [guest, member] = [await enter(await world.buildGuest()), await enter(world.owner)];
    expect(await insert([guest, member])).toHaveLength(2);
    const [locker, asker] = [await hold("SELECT pg_advisory_xact_lock(42)", []), await connect()];
    held.push(asker);
    const wanted = JSON.stringify([guest, member].map(toWanted));
    const { sql: text, params } = new PgDialect().sqlToQuery(sql`
      WITH before AS MATERIALIZED (SELECT pg_advisory_xact_lock(42)),
      wanted AS MATERIALIZED (SELECT w.* FROM before, json_to_recordset(${wanted}::json) AS w (
        session_id text, principal_id text, role text, user_id text, workspace_id text, channel_id text)),
      ${doorsOfMany({ waits: false })} SELECT user_id FROM doors`);
    const found = asker.query(text, params);
    await waitUntil(async () => (await countBlocked()) > 0);
    await client.query(NOT[what] ?? "", [guest.id]);
    await locker.query("ROLLBACK");
    expect((await found).rows).toEqual([{ user_id: member.userId }]);
    const rows = await insert([guest, member]);
    expect(rows.map(({ authorId }) => authorId)).toEqual([member.userId]);
  });

  it("inserts nothing when a guest's time ends while it waits", async () => {
    const [guest, member] = [await enter(await world.buildGuest()), await enter(world.owner)];
    await client.query(
      "UPDATE guest SET expires_at = clock_timestamp() + interval '1 second' WHERE id = $1",
      [guest.id],
    );
    const locker = await hold(CHANNEL_LOCK, [world.general.id]);
    const rows = insert([guest, member], { waits: true }).catch((error: Error) => error.cause);
    await waitUntil(
      async () =>
        (
          await client.query(
            "SELECT 1 FROM guest WHERE id = $1 AND expires_at < clock_timestamp()",
            [guest.id],
          )
        ).rowCount === 1,
    );
    await locker.query("ROLLBACK");
    expect(await rows).toMatchObject({ code: "23502" });
  });
});

const toWanted = ({ sessionId, id, as, userId, workspace }: Principal) => ({
  session_id: sessionId,
  principal_id: id,
  role: as,
  user_id: userId,
  workspace_id: workspace.id,
  channel_id: world.general.id,
});

/** Locks something in a transaction that stays open. */
async function hold(statement: string, ids: string[]): Promise<pg.Client> {
  const locker = await connect();
  held.push(locker);
  await locker.query("BEGIN");
  await locker.query(statement, ids.length > 0 ? [ids] : []);
  return locker;
}

async function connect(): Promise<pg.Client> {
  const one = new pg.Client({ connectionString: world.databaseUrl });
  await one.connect();
  return one;
}

async function countBlocked(): Promise<number> {
  const { rows } = await client.query(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0",
  );
  return rows[0].count;
}

async function enter(person: Person): Promise<Principal> {
  const { session, user } = (await person.get("/api/auth/get-session")).body;
  const { rows } = await client.query(
    `SELECT id, 'guest' AS "as", workspace_id FROM guest WHERE user_id = $1
      UNION SELECT id, role, organization_id FROM member WHERE user_id = $1`,
    [user.id],
  );
  const { id, as, workspace_id } = rows[0];
  const workspace = { id: workspace_id, slug: "acme", name: "Acme" };
  return { id, as, userId: user.id, name: user.name, sessionId: session.id, workspace };
}

function insert(
  people: Principal[],
  {
    channel = world.general,
    clientIds = [],
    waits = false,
  }: { channel?: Channel; clientIds?: string[]; waits?: boolean } = {},
) {
  const messages = people.map((principal, n) => ({
    id: randomUUID(),
    principal,
    channelId: channel.id,
    body: "hello",
    clientId: clientIds[n] ?? randomUUID(),
    mentionsAll: false,
    words: "'hello':1",
  }));
  return insertTogether(messages, { waits });
}
