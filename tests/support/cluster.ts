import { inject, vi } from "vitest";
import type { Channel, Message } from "@/lib/api-types";
import { type Connection, type Json, Person } from "./person";
import { type LogLine, startServer, type TestServer } from "./server";
import {
  copyDatabase,
  createDatabase,
  dropDatabase,
  type PostgresService,
  startPostgres,
} from "./services/postgres";
import { type RedisService, startRedis } from "./services/redis";
import { letPass } from "./wait";
import { expectStatus, inWorkspace, type Used, useBuilt, type World } from "./world";

// Several servers, faults and waits: what takes seconds takes a minute on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

export interface ClusterOptions {
  nodes?: number;
  /** A Postgres for this test alone, which it may pause and kill, or a database in the shared one. */
  database?: "own" | "shared";
  env?: Record<string, string>;
}

/** Several servers over one database and one Redis, with a workspace in it. */
export interface Cluster extends World {
  nodes: TestServer[];
  redis: RedisService;
  /** Set when the test asked for its own. */
  postgres: PostgresService | undefined;
  databaseUrl: string;
  leaseMs: number;
  /** The address of the nth node. */
  url(n: number): string;
  /** The same device, talking to the nth node. */
  at(person: Person, n: number): Person;
  /** @param env settings that differ from those of the other nodes */
  addNode(env?: Record<string, string>): Promise<TestServer>;
  /** Ends a node and starts a new one instead. */
  restartNode(n: number, signal?: NodeJS.Signals): Promise<void>;
  /** Warnings and errors of all nodes that the test does not expect. */
  unexpected(...allowed: RegExp[]): LogLine[];
}

/** For tests that wait for a lease to run out. The others keep the default, which even a busy machine can keep. */
export const SHORT_LEASE = { GUEST_LEASE_MS: "3000" };

/** Limits are off here. */
const EXPECTED = [/RATE_LIMITS/];

/** How much longer than the contract says this machine may take, since other things run on it too. */
export const SLACK_MS = 1_000;

/** As `useWorld`, with several nodes: one cluster for all tests of a file or of a `describe`. */
export function useCluster(options: Used<ClusterOptions> | (() => Used<ClusterOptions>) = {}) {
  return useBuilt(options, buildCluster, (cluster, expected) => cluster.unexpected(...expected));
}

export async function buildCluster({
  nodes: count = 2,
  database = "shared",
  env = {},
}: ClusterOptions = {}): Promise<Cluster> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const redis = await startRedis();
    undo.push(() => redis.stop());
    const postgres = database === "own" ? await startPostgres() : undefined;
    if (postgres) undo.push(() => postgres.stop());
    const adminUrl = postgres?.url ?? inject("postgresUrl");
    const databaseUrl = postgres
      ? await createDatabase(adminUrl)
      : await copyDatabase(adminUrl, inject("migratedUrl"));
    if (!postgres) undo.push(() => dropDatabase(adminUrl, databaseUrl));
    const settings: Record<string, string> = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      ...env,
    };
    const nodes: TestServer[] = [];
    const all: TestServer[] = [];
    undo.push(() => Promise.all(all.map(endNode)));
    const start = async (more: Record<string, string> = {}) => {
      const node = await startServer({ env: { ...settings, ...more } });
      all.push(node);
      return node;
    };
    nodes.push(...(await Promise.all(Array.from({ length: count }, () => start()))));
    const url = (n: number) => nodeAt(nodes, n).url;
    const owner = new Person(url(0), "Olive Owner", "olive@acme.test");
    const { name, email, password } = owner;
    const workspace = { name: "Acme", slug: "acme" };
    const made = await owner.post("/api/setup", { name, email, password, workspace });
    const general = expectStatus(made, 201).body.channel as Channel;
    const world = inWorkspace(nodeAt(nodes, 0), owner, workspace.slug, general);
    return Object.assign(world, {
      nodes,
      redis,
      postgres,
      databaseUrl,
      leaseMs: Number(settings.GUEST_LEASE_MS ?? 5_000),
      url,
      at: (person: Person, n: number) => person.at(url(n)),
      addNode: async (more?: Record<string, string>) => {
        const node = await start(more);
        nodes.push(node);
        return node;
      },
      restartNode: async (n: number, signal?: NodeJS.Signals) => {
        await nodeAt(nodes, n).stop(signal);
        nodes[n] = await start();
      },
      unexpected: (...allowed: RegExp[]) =>
        all.flatMap((node) => node.unexpected(...EXPECTED, ...allowed)),
      stop,
    });
  } catch (error) {
    await stop();
    throw error;
  }
}

function nodeAt(nodes: TestServer[], n: number): TestServer {
  const node = nodes[n];
  if (!node) throw new Error(`there is no node ${n}`);
  return node;
}

/** A suspended node would not receive the signal to stop. */
async function endNode(node: TestServer): Promise<void> {
  node.signal("SIGCONT");
  await node.stop();
}

/** A message that somebody tried to send, and the outcome. */
export interface Attempt {
  body: string;
  askedAt: number;
  /** Null as long as it was not acknowledged. */
  message: Message | null;
  code: string | null;
}

export interface Traffic {
  attempts: Attempt[];
  acknowledged(): Message[];
  stop(): Promise<Attempt[]>;
}

/** Sends from each of these connections, one message after the other, until it is told to stop. */
export function startTraffic(
  connections: Connection[],
  channelId: string,
  { pauseMs = 15, limitMs = 15_000 } = {},
): Traffic {
  const attempts: Attempt[] = [];
  let going = true;
  const senders = connections.map(async (connection, n) => {
    for (let i = 0; going && connection.socket.connected; i++) {
      await attempt(connection, channelId, `${n}/${i}`, attempts, limitMs);
      await letPass(pauseMs, "they go on at this pace");
    }
  });
  return {
    attempts,
    acknowledged: () => attempts.map((one) => one.message).filter((message) => message !== null),
    stop: async () => {
      going = false;
      await Promise.all(senders);
      return attempts;
    },
  };
}

async function attempt(
  connection: Connection,
  channelId: string,
  body: string,
  attempts: Attempt[],
  limitMs: number,
): Promise<void> {
  const one: Attempt = { body, askedAt: performance.now(), message: null, code: null };
  attempts.push(one);
  try {
    const payload = { channelId, body, clientId: crypto.randomUUID() };
    const answer = await connection.emit("message:send", payload, limitMs);
    if (answer.ok) one.message = (answer.data as { message: Message }).message;
    else one.code = answer.error.code;
  } catch {
    one.code = "NO_ANSWER";
  }
}

/** Every message of a channel, read page by page as a client does. */
export async function readHistory(person: Person, channelId: string): Promise<Message[]> {
  const messages: Message[] = [];
  for (;;) {
    const after = messages.at(-1)?.seq ?? 0;
    const { status, body } = await person.get(
      `/api/channels/${channelId}/messages?after=${after}&limit=200`,
    );
    if (status !== 200) throw new Error(`history: ${status} ${JSON.stringify(body)}`);
    messages.push(...(body.messages as Message[]));
    if (!body.hasMore) return messages;
  }
}

/** The messages that reached a connection as live events. */
export function liveMessages(connection: Connection): Message[] {
  return connection.of("message:created").map((payload: Json) => payload.message as Message);
}
