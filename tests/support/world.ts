import { afterAll, beforeAll, expect, inject } from "vitest";
import type { Channel, Guest, Receipt } from "@/lib/api-types";
import { type Answer, Person } from "./person";
import { type ServerOptions, startServer, type TestServer } from "./server";
import { copyDatabase } from "./services/postgres";

/** A server with a workspace in it, and builders that need only what matters to the test. */
export interface World {
  server: TestServer;
  /** The address of its Postgres database; empty on PGlite. */
  databaseUrl: string;
  owner: Person;
  slug: string;
  general: Channel;
  buildChannel(options?: {
    name?: string;
    visibility?: "public" | "private";
    by?: Person;
  }): Promise<Channel>;
  buildMember(options?: { role?: "member" | "admin"; name?: string }): Promise<Person>;
  buildGuest(options?: GuestOptions): Promise<Person & { guest: Guest }>;
  inviteGuest(options?: GuestOptions): Promise<string>;
  lock(guestId: string, reason?: string): Promise<{ guest: Guest; receipt: Receipt }>;
  unlock(guestId: string): Promise<Guest>;
  /** Lets a guest's time run out half a second from now, or as soon after as this machine can. Returns the time. */
  endSoon(guestId: string): Promise<string>;
  stop(): Promise<void>;
}

export interface GuestOptions {
  channels?: Channel[];
  name?: string;
  expiresAt?: Date;
  accessHours?: number;
  maxUses?: number;
  /** Accepts with this account instead of a new one. */
  as?: Person;
}

let serial = 0;
const next = () => `${process.pid}x${++serial}`;

export interface WorldOptions extends ServerOptions {
  /** On PGlite, as when nothing is configured. */
  embedded?: boolean;
}

/** The warning that limits are off. Every server of the tests logs it at its start. */
const EXPECTED = /RATE_LIMITS/;

export type Used<O> = O & {
  /** The warnings and errors in the log that the tests cause on purpose. */
  expected?: RegExp[];
};

/**
 * One world for all tests of a file or of a `describe`: built before the first of them, stopped after the last. A
 * warning or an error in its log fails the file. An `afterAll` that is declared after this call runs before the world
 * stops; one that is declared before it runs after.
 * @param options a function if they are known only when the tests run
 * @returns the world; nothing may be read from it before the tests run
 */
export function useWorld(options: Used<WorldOptions> | (() => Used<WorldOptions>) = {}): World {
  return useBuilt(options, buildWorld, (world, expected) =>
    world.server.unexpected(EXPECTED, ...expected),
  );
}

/** As `useWorld`, for what `build` builds. */
export function useBuilt<O extends object, W extends World>(
  options: Used<O> | (() => Used<O>),
  build: (options: O) => Promise<W>,
  findUnexpected: (built: W, expected: RegExp[]) => unknown[],
): W {
  const world = {} as W;
  let expected: RegExp[] = [];
  beforeAll(async () => {
    const chosen = typeof options === "function" ? options() : options;
    expected = chosen.expected ?? [];
    Object.assign(world, await build(chosen));
  });
  afterAll(async () => {
    // Without a server the start has failed, and that failure is the one to report.
    if (!world.server) return;
    const unexpected = findUnexpected(world, expected);
    await world.stop();
    expect(unexpected).toEqual([]);
  });
  return world;
}

/** Starts a server with its own database in the shared Postgres, and does the first run. */
export async function buildWorld({
  embedded = false,
  ...options
}: WorldOptions = {}): Promise<World> {
  const settings = embedded
    ? { template: inject("embeddedFolder"), ...options }
    : await onPostgres(options);
  const server = await startServer(settings);
  const owner = new Person(server.url, "Olive Owner", `olive-${next()}@acme.test`);
  const { name, email, password } = owner;
  const answer = expectStatus(
    await owner.post("/api/setup", {
      name,
      email,
      password,
      workspace: { name: "Acme", slug: "acme" },
    }),
    201,
  );
  const world = inWorkspace(server, owner, "acme", answer.body.channel as Channel);
  return Object.assign(world, { databaseUrl: settings.env?.DATABASE_URL ?? "" });
}

export function inWorkspace(
  server: TestServer,
  owner: Person,
  slug: string,
  general: Channel,
): World {
  const world: World = {
    server,
    databaseUrl: "",
    owner,
    slug,
    general,
    async buildChannel({ name = `channel-${next()}`, visibility = "public", by = owner } = {}) {
      const answer = await by.post(`/api/workspaces/${slug}/channels`, { name, visibility });
      return expectStatus(answer, 201).body.channel as Channel;
    },
    async buildMember({ role = "member", name = `Member ${next()}` } = {}) {
      const made = expectStatus(await owner.post(`/api/workspaces/${slug}/invites`, { role }), 201);
      return accept(server.url, made.body.invite.token as string, name);
    },
    async inviteGuest({ channels = [general], expiresAt, accessHours, maxUses } = {}) {
      const made = await owner.post("/api/admin/guest", {
        workspace: slug,
        channelIds: channels.map((channel) => channel.id),
        ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
        ...(accessHours && { accessHours }),
        ...(maxUses && { maxUses }),
      });
      return expectStatus(made, 201).body.invite.token as string;
    },
    async buildGuest(options = {}) {
      const token = await world.inviteGuest(options);
      if (!options.as) return accept(server.url, token, options.name ?? `Guest ${next()}`);
      const answer = expectStatus(await options.as.post(`/api/invites/${token}/accept`), 200);
      return Object.assign(options.as, { guest: answer.body.guest as Guest });
    },
    async lock(guestId, reason) {
      const answer = await owner.post(`/api/admin/guest/${guestId}/disconnect`, { reason });
      return expectStatus(answer, 200).body as { guest: Guest; receipt: Receipt };
    },
    async unlock(guestId) {
      const answer = await owner.post(`/api/admin/guest/${guestId}/unlock`);
      return expectStatus(answer, 200).body.guest as Guest;
    },
    async endSoon(guestId) {
      for (let inMs = 500; ; inMs *= 2) {
        const expiresAt = new Date(Date.now() + inMs).toISOString();
        const answer = await owner.call("PATCH", `/api/admin/guest/${guestId}`, { expiresAt });
        // On a busy machine the time may be in the past when the request arrives.
        if (answer.body.code !== "VALIDATION" || inMs > 5_000) {
          expectStatus(answer, 200);
          return expiresAt;
        }
      }
    },
    stop: async () => {
      await server.stop();
    },
  };
  return world;
}

async function onPostgres(options: ServerOptions): Promise<ServerOptions> {
  if (options.env?.DATABASE_URL) return options;
  const DATABASE_URL = await copyDatabase(inject("postgresUrl"), inject("migratedUrl"));
  return { ...options, env: { ...options.env, DATABASE_URL } };
}

async function accept(
  url: string,
  token: string,
  name: string,
): Promise<Person & { guest: Guest }> {
  const person = new Person(url, name, `${next()}@guests.test`);
  const { email, password } = person;
  const answer = await person.post(`/api/invites/${token}/accept`, { name, email, password });
  return Object.assign(person, { guest: expectStatus(answer, 200).body.guest as Guest });
}

export function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status) {
    throw new Error(
      `expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body).slice(0, 500)}`,
    );
  }
  return answer;
}
