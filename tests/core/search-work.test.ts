import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Principal } from "@/core/access/principal";
import { fillNameKeys } from "@/core/channels/fill-name-keys";
import { listEvents } from "@/core/audit/list-events";
import { countGuests } from "@/core/guests/page-guests";
import { fillWords } from "@/core/messages/fill-words";
import { wordsOf, writeWords } from "@/core/messages/message-words";
import { searchMessages } from "@/core/messages/search-messages";
import { setUpInstance } from "@/core/workspaces/create-workspace";
import { type Database, openDatabase, rows } from "@/db/client";
import { auth } from "@/lib/auth";
import { env } from "@/lib/env";
import type { Json } from "../support/person";
import { createDatabase } from "../support/services/postgres";

/** What Postgres does for a search, by its own account: of the time it takes, a busy machine would tell nothing. */
let guest: Principal;
let owner: Principal;
let close: () => Promise<void>;
const plans: Json[] = [];
/** In this locale, the small letter of I is ı: nothing may be left to the database's case. */
const TURKISH = "LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR'";
const HIDDEN = 20_000;
const OWN = 3_000;
/** So many messages are written within the time that a statement has, on a busy machine too. */
const A_STATEMENT = 2_500;

beforeAll(async () => {
  process.env.DATABASE_URL = await createDatabase(inject("postgresUrl"), TURKISH);
  process.env.BETTER_AUTH_SECRET = "a secret of this test that is long enough";
  process.env.LOG_LEVEL = "silent";
  const database = await openDatabase(env());
  close = database.close;
  guest = await fill();
  database.db = watch(database.db);
});
afterAll(() => close());

/** A guest in one channel, and another channel that they may not see. */
async function fill(): Promise<Principal> {
  const account = { name: "Olive Owner", email: "ivy.olive@acme.test", password: "correct horse" };
  const { workspace, userId } = await setUpInstance(account, { name: "Acme", slug: "acme" });
  await rows(
    sql`INSERT INTO "user" (id, name, email) VALUES ('guest', 'Gina', 'gina@guests.test')`,
  );
  await rows(sql`INSERT INTO guest (id, workspace_id, user_id, invited_by)
    VALUES ('row', ${workspace.id}, 'guest', ${userId})`);
  await say(workspace.id, userId, "hidden", HIDDEN);
  await say(workspace.id, userId, "own", OWN);
  await rows(sql`INSERT INTO channel_member (channel_id, user_id)
    VALUES ('own', 'guest'), ('own', ${userId}), ('hidden', ${userId})`);
  await rows(sql`VACUUM ANALYZE`);
  const [member] = await rows<{ id: string }>(sql`SELECT id FROM member WHERE user_id = ${userId}`);
  const row = { id: member?.id ?? "", as: "owner" as const };
  owner = { ...row, userId, name: "Olive", sessionId: "", workspace };
  return { id: "row", as: "guest", userId: "guest", name: "Gina", sessionId: "", workspace };
}

/**
 * Messages of which a third have the common word of their channel, and one the rare one. They have topics, for Postgres to
 * have words to count.
 */
async function say(workspaceId: string, userId: string, name: string, count: number, first = "") {
  await rows(sql`INSERT INTO channel (id, workspace_id, name, visibility)
    VALUES (${name}, ${workspaceId}, ${name}, 'private')`);
  for (let from = 1; from <= count; from += A_STATEMENT) {
    const to = Math.min(count, from + A_STATEMENT - 1);
    await rows(sql`INSERT INTO message (id, channel_id, seq, rev, author_id, author_guest, body, client_id, words)
    SELECT *, to_tsvector('simple', body) FROM (
      SELECT ${first} || lpad(n::text, 8, '0') || ${name}, ${name}, n, n, ${userId}, false,
        'Message ' || md5(n::text) || ' topic' || n % 150 || CASE WHEN n % 3 = 0 THEN ${` common${name}`}
          WHEN n = 77 THEN ${` rare${name}`} ELSE '' END AS body, gen_random_uuid()
      FROM generate_series(${from}::int, ${to}::int) n) said`);
  }
}

/** A workspace that the owner is not in says more, and later, in the same words. */
async function sayElsewhere() {
  await rows(sql`INSERT INTO organization (id, name, slug, created_at)
    VALUES ('elsewhere', 'Elsewhere', 'elsewhere', now())`);
  await say("elsewhere", owner.userId, "zz-elsewhere", HIDDEN, "019");
  await rows(sql`VACUUM ANALYZE`);
}

/** Has every statement explained before it is carried out. */
function watch(database: Database): Database {
  const execute = async (statement: SQL) => {
    // An estimate reads nothing, and what writes would be carried out twice.
    if (/EXPLAIN|INSERT|UPDATE|VACUUM/.test(JSON.stringify(statement.queryChunks[0]))) {
      return database.execute(statement);
    }
    const explain = sql`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`;
    const [explained] = await rows<{ "QUERY PLAN": Json }>(explain, database);
    plans.push(explained?.["QUERY PLAN"][0].Plan);
    return database.execute(statement);
  };
  return Object.assign(Object.create(database) as Database, { execute });
}

/** What one search finds, how many messages it looks at, and how many pages of the database. */
async function search(query: string, who = guest) {
  plans.length = 0;
  const { hits } = await searchMessages(who, { query });
  const scans = plans.flatMap(listScans).filter(readsMessages);
  const messages = scans
    .map(
      (scan) =>
        scan["Actual Loops"] * (scan["Actual Rows"] + (scan["Rows Removed by Filter"] ?? 0)),
    )
    .reduce((sum, count) => sum + count, 0);
  const pages = plans
    .map((plan) => plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
    .reduce((sum, count) => sum + count, 0);
  return { hits: hits.length, work: { messages, pages } };
}

/** Not what reads ids alone, from an index. */
const readsMessages = (scan: Json) =>
  scan["Relation Name"] === "message" && scan["Node Type"] !== "Index Only Scan";

function listScans(plan: Json): Json[] {
  return [plan, ...(plan.Plans ?? []).flatMap(listScans)];
}

describe("a guest's search", () => {
  it("takes the same for a word that is common where they may not see, one that is rare, and none", async () => {
    const nowhere = await search("nowhere");
    expect(nowhere).toMatchObject({ hits: 0, work: { messages: OWN } });
    for (const word of ["commonhidden", "rarehidden", "commonhidden nowhere"]) {
      expect([word, await search(word)]).toEqual([word, nowhere]);
    }
    const filtered = await search("nowhere from:olive");
    expect(await search("commonhidden from:olive")).toEqual(filtered);
    // The one that is found is read twice.
    expect((await search("rareown")).work.messages).toBe(OWN + 1);
  });

  it("ends with what a page shows, where there is more of it", async () => {
    const { hits, work } = await search("commonown");
    expect(hits).toBe(30);
    expect(work.messages).toBeLessThan(200);
  });

  it("looks at nothing in channels whose name it does not ask for", async () => {
    expect((await search("nowhere in:hidden")).work.messages).toBe(0);
    expect((await search("commonhidden in:hidden")).work.messages).toBe(0);
  });
});

describe("a member's search", () => {
  /** So many of the newest are looked through before the index of words is asked. */
  const NEWEST = 2_000;

  it("reads no more than the newest messages for a word that is rare, and a few for one that is common", async () => {
    for (const query of ["rarehidden", "nowhere", "rareown in:own", "nowhere in:hidden"]) {
      const { work } = await search(query, owner);
      expect([query, work.messages <= NEWEST + 10]).toEqual([query, true]);
    }
    expect((await search("rarehidden", owner)).hits).toBe(1);
    const letter = await search("c", owner);
    expect(letter.hits).toBe(30);
    expect(letter.work.messages).toBeLessThanOrEqual(NEWEST + 10);
  });

  it("reads what it may read of a word that is common elsewhere, and nothing of another time", async () => {
    await sayElsewhere();
    const letter = await search("m", owner);
    expect(letter.hits).toBe(30);
    expect(letter.work.messages).toBeLessThanOrEqual(NEWEST + 200);
    const quiet = await search("rareown in:own", owner);
    expect(quiet.work.messages).toBeLessThanOrEqual(NEWEST + 10);
    expect((await search("m after:2100-01-01", owner)).work.messages).toBe(0);
  });

  it("takes a thing that nothing has for a word", async () => {
    const { hits, work } = await search("has:nothing", owner);
    expect([hits, work.messages <= NEWEST + 10]).toEqual([0, true]);
  });

  it("reads what has what is asked for, and nothing else", async () => {
    await rows(
      sql`UPDATE message SET body = body || ' https://example.com' WHERE id LIKE '00000%1hidden'`,
    );
    const links = await search("has:link", owner);
    expect(links.hits).toBe(30);
    expect(links.work.messages).toBeLessThan(200);
    for (const query of ["has:file", "has:image", "has:reaction", "has:pin", "in:nowhere"]) {
      expect([query, (await search(query, owner)).work.messages]).toEqual([query, 0]);
    }
  });

  it("begins in a channel with what is newest there", async () => {
    const { hits, work } = await search("in:own", owner);
    expect(hits).toBe(30);
    expect(work.messages).toBeLessThan(200);
  });
});

describe("a text in the audit log", () => {
  it("is looked for in so many events at once, and found in all of them one after the other", async () => {
    const named = (id: string, name: string) => sql`INSERT INTO audit_event
      (id, workspace_id, actor_name, action, target_type, target_id, target_name, data)
      SELECT ${id} || n, ${owner.workspace.id}, 'Olive', 'guest.joined', 'guest', n, ${name}, '{}'
      FROM generate_series(1, ${name === "Many" ? 12_000 : 1}::int) n`;
    for (const [id, name] of [
      ["old", "Zeno"],
      ["much", "Many"],
      ["new", "Zenobia"],
    ] as const) {
      await rows(named(id, name));
    }
    const first = await listEvents(owner, { text: "zeno" });
    expect(first.events.map(({ target }) => target.name)).toEqual(["Zenobia"]);
    const second = await listEvents(owner, { text: "zeno" }, first.next ?? "");
    expect(second.events.map(({ target }) => target.name)).toEqual(["Zeno"]);
    expect(second.next).toBeNull();
    const page = await listEvents(owner, { text: "many" });
    expect([
      page.events.length,
      (await listEvents(owner, { text: "many" }, page.next ?? "")).events.length,
    ]).toEqual([50, 50]);
  });
});

describe("what is compared by our own rules, on a database whose small I is ı", () => {
  it("makes the words of messages that have none, and finds them", async () => {
    await rows(sql`INSERT INTO message (id, channel_id, seq, rev, author_id, author_guest, body, client_id, files)
      VALUES ('zz-old', 'own', 90001, 90001, ${owner.userId}, false, 'INVOICE <ISA@ISIK.example>', 'old',
        '[{"name": "BILL İ.pdf"}]')`);
    await fillWords(() => true);
    for (const query of ["invoice", "INVOICE", "isa", "bill.i.pdf", 'from:"OLIVE" isik in:OWN']) {
      expect([query, (await search(query, owner)).hits]).toEqual([query, 1]);
    }
    await rows(sql`DELETE FROM message WHERE id = 'zz-old'`);
  });

  it("puts the words of files' names behind those of the body, as if they were made together", async () => {
    const read = (files: SQL) =>
      rows<{
        words: string | null;
        together: string;
      }>(sql`SELECT ${wordsOf("one two", files)} AS words,
        ${writeWords("one two", ["two plan two", "a.bill", "…"])}::tsvector AS together`);
    const files = sql`(VALUES ('1', '["two", "plan", "two"]'::jsonb), ('2', '["a", "bill"]'), ('3', '[]'))`;
    const [row] = await read(sql`(SELECT * FROM ${files} AS v (id, words))`);
    expect(row?.words).toBe(row?.together);
    const old = sql`(SELECT id, nullif(words, '["a", "bill"]') AS words FROM ${files} AS v (id, words))`;
    expect(await read(old)).toMatchObject([{ words: null }]);
  });

  it("lets channels of one name from before be, and no new ones", async () => {
    for (const name of ["INFO", "info"]) {
      await rows(sql`INSERT INTO channel (id, workspace_id, name, visibility)
        VALUES (${name}, ${owner.workspace.id}, ${name}, 'private')`);
    }
    await fillNameKeys();
    const keys = await rows<{ key: string }>(sql`SELECT name_key AS key FROM channel
      WHERE id IN ('INFO', 'info') ORDER BY length(name_key)`);
    expect(keys).toEqual([{ key: "info" }, { key: expect.stringMatching(/^info.info$/i) }]);
    const third = sql`INSERT INTO channel (id, workspace_id, name, name_key, visibility)
      VALUES ('third', ${owner.workspace.id}, 'Info', 'info', 'private')`;
    await expect(rows(third)).rejects.toThrow();
  });

  it("finds people in the audit log, on the Guests page, and by the address that they sign in with", async () => {
    await rows(sql`UPDATE "user" SET name = 'IVY İnce' WHERE id = 'guest'`);
    await rows(sql`INSERT INTO audit_event (id, workspace_id, actor_name, action, target_type, target_id, target_name, data)
      VALUES ('e', ${owner.workspace.id}, 'IVY', 'guest.joined', 'guest', 'row', 'IVY İnce', '{}'),
        ('f', ${owner.workspace.id}, 'Zoë', 'guest.joined', 'guest', 'row', 'Zoë', '{}')`);
    const found = async (text: string) =>
      (await listEvents(owner, { text })).events.map(({ id }) => id);
    expect(await found("ivy")).toEqual(["e"]);
    expect(await found("INCE")).toEqual(["e"]);
    expect(await found("zoe")).toEqual(["f"]);
    expect(await found("ivy zoe")).toEqual([]);
    for (const [q, all] of Object.entries({ ivy: 1, ince: 1, "GINA@": 1, zoe: 0 })) {
      expect([q, (await countGuests(owner.workspace.id, { q })).all]).toEqual([q, all]);
    }
    const body = { email: "IVY.OLIVE@ACME.TEST", password: "correct horse" };
    expect(await auth().api.signInEmail({ body })).toMatchObject({ user: { id: owner.userId } });
  });
});
