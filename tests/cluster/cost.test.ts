import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import {
  type Asked,
  type AskedStatements,
  listenToPostgres,
  listenToRedis,
} from "../support/asked";
import { buildCrowd, buildManyChannels } from "../support/crowd";
import { type Connection, type Json, Person } from "../support/person";
import { copyDatabase, dropDatabase } from "../support/services/postgres";
import { type RedisService, startRedis } from "../support/services/redis";
import { letPass, waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

/**
 * What each of these asks of Postgres and of Redis, exactly. One that creeps in is felt by everybody, and by nobody
 * enough to notice. Who makes one of them cheaper writes the new number here.
 */
const COST = {
  "a send": { statements: 1, commands: 2 },
  "a send in a thread": { statements: 1, commands: 2 },
  "a handshake": { statements: 3, commands: 1 },
  "a handshake of somebody who is here": { statements: 2, commands: 0 },
  "a page": { statements: 8, commands: 0 },
  "a revocation": { statements: 29, commands: 10 },
};

/** What a server asks by itself: the sweep, and the pulse of Redis. */
const BY_ITSELF = [/^\s*WITH beat AS/, /^"ping"/i, /^"publish" "[^"]*:pulse:/i];
/** Of so many times, the cheapest counts: what else happens meanwhile, by a clock, makes it dearer. */
const ROUNDS = 3;
/** If nothing was asked for so long, all has come that follows an answer, such as when a guest was last seen. */
const AFTERWARDS_MS = 350;

/** What grows with the years, or with how many people there are. */
const LARGE = ["message", "channel_member", "user", "member", "guest", "session", "audit_event"];

let statements: AskedStatements;
let commands: Asked;
let redis: RedisService;
let databaseUrl: string;
/** Finds a sequential scan only where no index can answer. */
let planner: pg.Client;
const undo: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  redis = await startRedis();
  databaseUrl = await copyDatabase(inject("postgresUrl"), inject("migratedUrl"));
  statements = await listenToPostgres(databaseUrl);
  commands = await listenToRedis(redis.port);
  planner = new pg.Client({ connectionString: databaseUrl });
  await planner.connect();
  await planner.query("SET enable_seqscan = off");
  undo.push(() => redis.stop());
  undo.push(() => dropDatabase(inject("postgresUrl"), databaseUrl));
  undo.push(() => planner.end());
  undo.push(() => Promise.all([statements.stop(), commands.stop()]));
});
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});
const world = useWorld(() => ({ env: { DATABASE_URL: statements.url, REDIS_URL: redis.url } }));

/** Does something several times, and compares what the cheapest time asked for. */
async function expectCost(what: keyof typeof COST, act: (round: number) => Promise<unknown>) {
  const rounds: { statements: string[]; commands: string[] }[] = [];
  await untilQuiet();
  for (let round = 0; round < ROUNDS; round += 1) {
    statements.texts.length = statements.values.length = 0;
    commands.texts.length = 0;
    await act(round);
    await untilQuiet();
    rounds.push({ statements: listAsked(statements), commands: listAsked(commands) });
  }
  const fewest = (kind: "statements" | "commands") =>
    rounds.map((round) => round[kind]).sort((one, other) => one.length - other.length)[0] ?? [];
  const cheapest = { statements: fewest("statements"), commands: fewest("commands") };
  const cost = { statements: cheapest.statements.length, commands: cheapest.commands.length };
  expect.soft(cost, `${what}: ${JSON.stringify(cheapest, null, 2)}`).toEqual(COST[what]);
  await expectIndexed(what);
}

/** None of the statements that were asked in the last round goes through a large table. */
async function expectIndexed(what: string): Promise<void> {
  const asked = statements.texts.map((text, n) => ({ text, values: statements.values[n] ?? [] }));
  for (const { text, values } of asked.filter((one) =>
    /^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)/.test(one.text),
  )) {
    const { rows } = await planner.query(`EXPLAIN (FORMAT JSON) ${text}`, values);
    const scanned = listNodes(rows[0]["QUERY PLAN"][0].Plan).filter(isWholeScan);
    expect
      .soft(
        scanned.map((node) => node["Relation Name"]),
        `${what}: ${text}`,
      )
      .toEqual([]);
  }
}

const listNodes = (node: Json): Json[] => [node, ...(node.Plans ?? []).flatMap(listNodes)];

function isWholeScan(node: Json): boolean {
  return node["Node Type"] === "Seq Scan" && LARGE.includes(node["Relation Name"]);
}

const listAsked = ({ texts }: Asked) =>
  texts
    .filter((text) => !BY_ITSELF.some((own) => own.test(text)))
    .map((text) => text.replace(/\s+/g, " ").trim().slice(0, 150));

async function untilQuiet(): Promise<void> {
  const count = () => listAsked(statements).length + listAsked(commands).length;
  for (let before = -1; before !== count(); ) {
    before = count();
    await letPass(AFTERWARDS_MS, "what was sent arrives, and nothing tells when");
  }
}

async function enter(cookie: string): Promise<Connection> {
  const person = new Person(world.server.url);
  person.cookie = cookie;
  return person.enter(world.slug);
}

describe("Postgres and Redis are asked exactly so often by", () => {
  it("a send", async () => {
    const tab = await world.owner.enter(world.slug);
    await expectCost("a send", (round) => tab.send(world.general.id, `message ${round}`));
    const { id: parentId } = await tab.send(world.general.id, "a thread");
    await expectCost("a send in a thread", (round) =>
      tab.send(world.general.id, `answer ${round}`, { parentId }),
    );
  });

  it("a handshake, and a page", async () => {
    const people = await buildManyChannels(world, databaseUrl, { people: ROUNDS, channels: 30 });
    const { id } = world.general;
    await expectCost("a page", async () => {
      const person = new Person(world.server.url);
      person.cookie = people[0]?.cookie ?? "";
      expectStatus(await person.get(`/w/${world.slug}/c/${id}`), 200);
    });
    // They stay: a departure is noted after a while, in the middle of what is counted next.
    const comeIn = (round: number) => enter(people[round]?.cookie ?? "");
    await expectCost("a handshake", comeIn);
    await expectCost("a handshake of somebody who is here", comeIn);
  });

  it("a revocation", async () => {
    const guests = await buildCrowd(world, databaseUrl, ROUNDS);
    const tabs = await Promise.all(guests.map(({ cookie }) => enter(cookie)));
    await expectCost("a revocation", async (round) => {
      await world.lock(guests[round]?.id ?? "");
      await waitUntil(() => tabs[round]?.closedBecause !== null);
    });
  });
});
