import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../support/person";
import { startServer } from "../support/server";
import { waitUntil } from "../support/wait";
import { expectStatus, inWorkspace, useWorld } from "../support/world";

const env = {
  BETTER_AUTH_SECRET: "a secret of this test that is long enough",
  SESSION_IDLE_DAYS: "3",
  SESSION_MAX_DAYS: "5",
};
const world = useWorld({ env });
let database: pg.Client;
beforeAll(async () => {
  database = new pg.Client(world.databaseUrl);
  await database.connect();
});
afterAll(async () => {
  await database.end();
});

const sessionOf = async (person: Person) =>
  (await person.get("/api/auth/get-session")).body.session as { id: string; token: string };

/** Moves what is known of a session's times into the past. */
async function age(sessionId: string, column: "created_at" | "updated_at", interval: string) {
  await database.query(`UPDATE session SET ${column} = now() - $2::interval WHERE id = $1`, [
    sessionId,
    interval,
  ]);
}

async function timesOf(sessionId: string) {
  const { rows } = await database.query(
    `SELECT expires_at, updated_at, updated_at > now() - interval '1 minute' AS "isFresh",
       extract(epoch FROM expires_at - created_at)::int AS seconds FROM session WHERE id = $1`,
    [sessionId],
  );
  return rows[0] as { expires_at: Date; updated_at: Date; isFresh: boolean; seconds: number };
}

const ENDS: Record<string, (sessionId: string) => Promise<void>> = {
  "that was not used for too long": (id) => age(id, "updated_at", "3 days 1 minute"),
  "that is too old, though it is in use": (id) => age(id, "created_at", "5 days 1 minute"),
};

describe.each(Object.entries(ENDS))("a session %s", (_why, end) => {
  it("has ended: for requests, handshakes and better-auth's own calls", async () => {
    const member = await world.buildMember();
    const other = await member.signIn();
    const { cookie } = member;
    const { id } = await sessionOf(member);
    await end(id);
    const ask = (method: string, path: string) => {
      member.cookie = cookie;
      return member.call(method, path, method === "POST" ? {} : undefined);
    };
    expect(await ask("GET", "/api/workspaces")).toMatchObject({
      status: 401,
      body: { code: "UNAUTHENTICATED" },
    });
    expect((await ask("GET", "/api/auth/get-session")).body).toBeNull();
    for (const path of ["/revoke-sessions", "/revoke-other-sessions", "/change-password"]) {
      expect((await ask("POST", `/api/auth${path}`)).status).toBeGreaterThanOrEqual(400);
    }
    expect((await ask("GET", "/api/auth/list-sessions")).status).toBe(401);
    const page = await ask("GET", "/w/acme");
    const again = "/sign-in?next=%2Fw%2Facme&ended=1";
    expect([page.status, page.headers.get("location")]).toEqual([307, again]);
    expectStatus(await other.get("/api/workspaces"), 200);
    const devices = (await other.get("/api/auth/list-sessions")).body as { id: string }[];
    expect(devices.map((device) => device.id)).toEqual([(await sessionOf(other)).id]);
    member.cookie = cookie;
    expect((await member.connect("acme").refused()).code).toBe("UNAUTHENTICATED");
    expectStatus(await (await member.signIn()).get("/api/workspaces"), 200);
  });

  it("loses its connections", async () => {
    const member = await world.buildMember();
    const tab = await member.enter("acme");
    const other = await (await member.signIn()).enter("acme");
    await end((await sessionOf(member)).id);
    await tab.closed(10_000);
    expect(tab.of("access:changed")).toEqual([{ code: "UNAUTHENTICATED" }]);
    expect(other.closedBecause).toBeNull();
    other.close();
  });
});

describe("a session in use", () => {
  it("is noted once an hour, and never lasts longer than from signing in", async () => {
    const member = await world.buildMember();
    const { id } = await sessionOf(member);
    const before = await timesOf(id);
    expect(before.seconds).toBe(5 * 24 * 60 * 60);
    await age(id, "updated_at", "2 days 23 hours");
    const answer = await member.get("/api/workspaces");
    const after = await timesOf(id);
    expect([after.isFresh, after.expires_at]).toEqual([true, before.expires_at]);
    expect(answer.headers.getSetCookie()).toEqual([]);
    await age(id, "updated_at", "59 minutes");
    await member.get("/api/auth/get-session");
    await member.get("/api/workspaces");
    expect((await timesOf(id)).isFresh).toBe(false);
  });

  it("is one that is connected, too", async () => {
    const member = await world.buildMember();
    const { id } = await sessionOf(member);
    const tab = await member.enter("acme");
    await age(id, "updated_at", "2 days");
    await waitUntil(async () => (await timesOf(id)).isFresh, 10_000);
    tab.close();
  });

  it("knows the person's devices, on the second day too", async () => {
    const member = await world.buildMember();
    await member.signIn();
    const { id } = await sessionOf(member);
    await age(id, "created_at", "2 days");
    const { body } = expectStatus(await member.get("/api/auth/list-sessions"), 200);
    expect(body).toHaveLength(2);
  });
});

describe("a guest's session", () => {
  const passed = (guestId: string, interval: string) =>
    database.query("UPDATE guest SET expires_at = now() - $2::interval WHERE id = $1", [
      guestId,
      interval,
    ]);
  const whole = async (person: Person) =>
    age((await sessionOf(person)).id, "created_at", "2 hours");

  it("ends with their access, when they have been told", async () => {
    const guest = await world.buildGuest();
    await whole(guest);
    const device = await guest.signIn();
    await passed(guest.guest.id, "59 minutes");
    const told = await guest.get("/api/workspaces/acme/channels");
    expect([told.status, told.body.code]).toEqual([403, "GUEST_EXPIRED"]);
    await passed(guest.guest.id, "61 minutes");
    expect((await guest.get("/api/workspaces/acme/channels")).status).toBe(401);
    // Whoever signs in anew is told as well.
    const again = await device.get("/api/workspaces/acme/channels");
    expect([again.status, again.body.code]).toEqual([403, "GUEST_EXPIRED"]);
  });

  it("goes on for whoever is a member, or has time left, elsewhere", async () => {
    const made = await world.owner.post("/api/workspaces", { name: "Other", slug: "other" });
    const { channel } = expectStatus(made, 201).body;
    const other = inWorkspace(world.server, world.owner, "other", channel);
    const [member, guest, locked] = [
      await world.buildGuest(),
      await world.buildGuest(),
      await world.buildGuest(),
    ];
    const ids = [member, guest, locked].map((one) => one.guest.id);
    const invite = await world.owner.post("/api/workspaces/other/invites", { role: "member" });
    await member.post(`/api/invites/${invite.body.invite.token}/accept`);
    await other.buildGuest({ as: guest });
    await other.buildGuest({ as: locked });
    await other.lock(locked.guest.id);
    for (const id of ids) await passed(id, "2 days");
    for (const person of [member, guest, locked]) {
      await whole(person);
      expectStatus(await person.get("/api/workspaces"), 200);
    }
    expectStatus(await guest.get("/api/workspaces/other/channels"), 200);
  });
});

describe("a process with other settings", () => {
  it("goes by its own at once, and clears away what has ended", async () => {
    const member = await world.buildMember();
    const { id } = await sessionOf(member);
    await age(id, "updated_at", "25 hours");
    const ended = await sessionOf(await member.signIn());
    await age(ended.id, "updated_at", "4 days");
    const server = await startServer({
      env: { ...env, DATABASE_URL: world.databaseUrl, SESSION_IDLE_DAYS: "1" },
    });
    await waitUntil(async () => (await timesOf(ended.id)) === undefined);
    expect((await member.at(server.url).get("/api/workspaces")).status).toBe(401);
    await server.stop();
  });
});

describe("what the browser has kept", () => {
  const cleared = (answer: { headers: Headers }) => answer.headers.get("clear-site-data");
  const ALL = '"cache", "storage"';

  it("is forgotten at a cut, what other workspaces wrote down excepted", async () => {
    const made = await world.owner.post("/api/workspaces", { name: "Third", slug: "third" });
    const third = inWorkspace(world.server, world.owner, "third", made.body.channel);
    const guest = await world.buildGuest();
    const visitor = await world.buildGuest();
    const { id } = visitor.guest;
    await third.buildGuest({ as: visitor });
    const other = await third.buildMember();
    const doors = ["/api/workspaces/acme/channels", "/w/acme", "/w/acme/locked"];
    const ask = async (person: Person) =>
      Promise.all(doors.map(async (path) => cleared(await person.get(path))));
    expect(await ask(guest)).toEqual([null, null, null]);
    await world.lock(guest.guest.id);
    await world.lock(id);
    expect(await ask(guest)).toEqual([ALL, ALL, ALL]);
    expect(await ask(visitor)).toEqual(['"cache"', '"cache"', '"cache"']);
    expect(cleared(await visitor.get("/api/workspaces/third/channels"))).toBeNull();
    await third.lock(visitor.guest.id);
    expect(await ask(visitor)).toEqual([ALL, ALL, ALL]);
    for (const { guest: removed } of [guest, await world.buildGuest({ as: other })]) {
      expectStatus(await world.owner.call("DELETE", `/api/admin/guest/${removed.id}`), 200);
    }
    expect(await ask(guest)).toEqual([ALL, ALL, ALL]);
    expect(await ask(other)).toEqual(['"cache"', '"cache"', '"cache"']);
    expect(await ask(await third.buildMember())).toEqual([null, null, null]);
  });

  it("is forgotten with a sign-out, and with a session that has ended", async () => {
    const member = await world.buildMember();
    expect(cleared(await member.get("/api/workspaces"))).toBeNull();
    const gone = await member.signIn();
    const { cookie } = gone;
    expect(cleared(expectStatus(await gone.post("/api/auth/sign-out"), 200))).toBe(ALL);
    for (const path of ["/api/workspaces", "/w/acme", "/settings", "/api/auth/get-session"]) {
      gone.cookie = cookie;
      const answer = await gone.get(path);
      expect([path, cleared(answer), gone.cookie]).toEqual([path, ALL, ""]);
      expect([path, cleared(await gone.get(path))]).toEqual([path, null]);
    }
    gone.cookie = "better-auth.session_token=no-cookie-of-ours";
    expect(cleared(await gone.get("/api/workspaces"))).toBeNull();
  });
});
