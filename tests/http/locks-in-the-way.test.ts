import { type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import pg from "pg";
import { afterEach, expect, it } from "vitest";
import { door, liveAccess } from "@/core/access/guards";
import type { Answer, Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

/**
 * Postgres lets one `FOR SHARE` after the other join a row for which an UPDATE waits: whoever asks without a pause
 * keeps their own lock waiting for good. Plain clients do here what a person's requests do, on as many connections
 * as several nodes have, each for long enough that there is always one.
 */

const WITHIN_MS = 4_500;
const CLIENTS = 12;
const EACH_S = 0.05;

const world = useWorld();
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

it("a stream of changes by a guest does not keep their lock waiting", async () => {
  const { person, principal } = await enter(await world.buildGuest());
  const stream = await startStream(sql`WITH ${liveAccess(principal)} SELECT 1 FROM live_access`);
  const answer = await within(() => disconnect(person.guest.id));
  expect(answer.body.receipt.confirmed).toBe(true);
  const { done } = stream;
  await waitUntil(() => stream.done >= done + 2 * CLIENTS);
  expect(stream.changed).toBeLessThanOrEqual(done);
});

it("nor the loss of a channel, whose seat they hold", async () => {
  const channel = await world.buildChannel();
  const guest = await world.buildGuest({ channels: [channel, world.general] });
  const { principal } = await enter(guest);
  const changes = sql`WITH ${liveAccess(principal)}, ${door(principal, sql`${channel.id}`)} SELECT 1 FROM door`;
  const stream = await startStream(changes);
  const { id } = guest.guest;
  await within(() =>
    world.owner.call("PATCH", `/api/admin/guest/${id}`, { channelIds: [world.general.id] }),
  );
  const { done } = stream;
  await waitUntil(() => stream.done >= done + 2 * CLIENTS);
  expect(stream.changed).toBeLessThanOrEqual(done);
});

it("nor the removal of a member", async () => {
  const { principal } = await enter(await world.buildMember());
  await startStream(sql`WITH ${liveAccess(principal)} SELECT 1 FROM live_access`);
  await within(() => world.owner.call("DELETE", `/api/workspaces/acme/members/${principal.id}`));
});

it("nor the end of all their sessions by an admin", async () => {
  const { principal } = await enter(await world.buildMember());
  await startStream(sql`WITH ${liveAccess(principal)} SELECT 1 FROM live_access`);
  await within(() => world.owner.post(`/api/workspaces/acme/members/${principal.id}/sign-out`));
});

it("nor the end of a session that somebody else has taken over", async () => {
  const { person, principal } = await enter(await world.buildMember());
  const own = await person.signIn();
  await startStream(sql`WITH ${liveAccess(principal)} SELECT 1 FROM live_access`);
  await within(() => own.post("/api/auth/revoke-other-sessions"));
  expectStatus(await person.get("/api/workspaces"), 401);
});

it("a statement of theirs that lasts is ended, and so is a transaction that stands still", async () => {
  const { person, principal } = await enter(await world.buildGuest());
  const [slow, still] = [await open(), await open()];
  const statement = sql`WITH ${liveAccess(principal)} SELECT pg_sleep(20) FROM live_access`;
  const ended = run(slow, statement).catch((error: Error) => error.message);
  await still.query("BEGIN");
  await run(still, sql`WITH ${liveAccess(principal)} SELECT 1 FROM live_access`);
  await within(() => disconnect(person.guest.id));
  expect(await ended).toMatch(/canceling statement/);
  await expect(still.query("COMMIT")).rejects.toThrow();
});

async function enter<P extends Person>(person: P) {
  const client = await open();
  const { session, user } = (await person.get("/api/auth/get-session")).body;
  const { rows } = await client.query(
    `SELECT id, 'guest' AS "as" FROM guest WHERE user_id = $1
      UNION SELECT id, role FROM member WHERE user_id = $1`,
    [user.id],
  );
  const workspace = await client.query("SELECT id, slug, name FROM organization");
  const principal = {
    id: rows[0].id as string,
    as: rows[0].as as "guest" | "member",
    userId: user.id as string,
    name: user.name as string,
    sessionId: session.id as string,
    workspace: workspace.rows[0],
  };
  return { person, principal };
}

const disconnect = (guestId: string) => world.owner.post(`/api/admin/guest/${guestId}/disconnect`);

async function within(ask: () => Promise<Answer>): Promise<Answer> {
  const begun = performance.now();
  const answer = expectStatus(await ask(), 200);
  expect(performance.now() - begun).toBeLessThan(WITHIN_MS);
  return answer;
}

/** The same statement on many connections, one after the other on each, until the test is over. */
async function startStream(statement: SQL) {
  const stream = { done: 0, changed: 0 };
  let going = true;
  const clients = await Promise.all(Array.from({ length: CLIENTS }, open));
  const slow = sql`WITH held AS MATERIALIZED (${statement}) SELECT pg_sleep(${EACH_S}) FROM held`;
  const streams = clients.map(async (client, n) => {
    await client.query(`SELECT pg_sleep(${(n * EACH_S) / CLIENTS})`);
    while (going) {
      // Ended statements are what the test is about as well.
      const found = await run(client, slow).catch(() => null);
      stream.done += 1;
      if (found?.rowCount) stream.changed = stream.done;
    }
  });
  undo.push(async () => {
    going = false;
    await Promise.all(streams);
  });
  await waitUntil(() => stream.changed >= CLIENTS);
  return stream;
}

const dialect = new PgDialect();

function run(client: pg.Client, statement: SQL) {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return client.query(text, params);
}

async function open(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  // One of them is ended by the server, as the test wants it.
  client.on("error", () => undefined);
  await client.connect();
  undo.push(() => client.end());
  return client;
}
