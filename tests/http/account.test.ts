import { hashPassword } from "better-auth/crypto";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { overtake } from "../support/overtake";
import type { Channel, Member } from "@/lib/api-types";
import { type Answer, Person } from "../support/person";
import { expectStatus, inWorkspace, useWorld } from "../support/world";

/** On Postgres: PGlite does one thing at a time and would hide the race. */
const world = useWorld({ expected: [/^Invalid password$/] });

async function withDatabase(work: (database: pg.Client) => Promise<unknown>): Promise<void> {
  const database = new pg.Client({ connectionString: world.databaseUrl });
  await database.connect();
  try {
    await work(database);
  } finally {
    await database.end();
  }
}

const rename = (person: Person, name: string) =>
  person.post("/api/auth/update-user", { name }, { origin: world.server.url });

/** Under which name everybody sees what somebody wrote. */
async function nameSeen(messageId: string): Promise<string> {
  const path = `/api/channels/${world.general.id}/messages`;
  const { body } = expectStatus(await world.owner.get(path), 200);
  return body.messages.find((one: { id: string }) => one.id === messageId).author.name;
}

async function write(person: Person): Promise<string> {
  const path = `/api/channels/${world.general.id}/messages`;
  return expectStatus(await person.post(path, { body: "mine" }), 201).body.message.id;
}

const OWN_WORDS = { status: 403, body: { code: "FORBIDDEN" } };

describe("a person's name", () => {
  it("is changed by whoever is let in somewhere, and seen on what they wrote", async () => {
    for (const person of [await world.buildMember(), await world.buildGuest()]) {
      const id = await write(person);
      expect(await rename(person, "  Renamed  ")).toMatchObject({
        status: 200,
        body: { status: true },
      });
      expect(await nameSeen(id)).toBe("Renamed");
      expect((await person.get("/api/auth/get-session")).body.user.name).toBe("Renamed");
    }
  });

  it("is one line of at most 80 characters", async () => {
    const member = await world.buildMember();
    for (const name of ["", "  ", "x".repeat(81), "two\nlines", "bell\u0007", "\u009b", "\ud800"]) {
      const answer = await rename(member, name);
      expect(answer, JSON.stringify(name)).toMatchObject({ status: 400 });
      expect(answer.body).toMatchObject({ code: "VALIDATION", issues: [{ path: "name" }] });
    }
    expectStatus(await rename(member, "x".repeat(80)), 200);
  });

  it("is not changed by a guest who is locked or expired, until they are back", async () => {
    const guest = await world.buildGuest({ name: "Gina Guest" });
    const id = await write(guest);
    await world.lock(guest.guest.id);
    expect(await rename(guest, "You locked me out")).toMatchObject(OWN_WORDS);
    expect(await rename(await guest.signIn(), "You locked me out")).toMatchObject(OWN_WORDS);
    expect(await nameSeen(id)).toBe("Gina Guest");
    await world.unlock(guest.guest.id);
    expectStatus(await rename(guest, "Gina"), 200);
    expect(await nameSeen(id)).toBe("Gina");
  });

  it("is not changed by somebody who was removed", async () => {
    const guest = await world.buildGuest();
    const id = await write(guest);
    expectStatus(await world.owner.call("DELETE", `/api/admin/guest/${guest.guest.id}`), 200);
    expect(await rename(guest, "Gone")).toMatchObject(OWN_WORDS);
    expect(await nameSeen(id)).toBe(guest.name);
  });

  it("is not changed beside a lock that is committed first", async () => {
    const guest = await world.buildGuest();
    const id = await write(guest);
    const answer = await overtake(world.databaseUrl, guest.guest.id, () =>
      rename(guest, "Just in time"),
    );
    expect(answer).toMatchObject(OWN_WORDS);
    expect(await nameSeen(id)).toBe(guest.name);
  });

  it("is nobody's without a session", async () => {
    const member = await world.buildMember();
    const twin = member.at(world.server.url);
    expectStatus(await member.post("/api/auth/sign-out", {}, { origin: world.server.url }), 200);
    expectStatus(await rename(twin, "Nobody"), 401);
  });
});

describe("what is written about an account", () => {
  const FORM = "application/x-www-form-urlencoded";
  const send = (path: string, body: string, type: string | null, cookie = "") =>
    fetch(`${world.server.url}/api/auth${path}`, {
      method: "POST",
      headers: { origin: world.server.url, cookie, ...(type !== null && { "content-type": type }) },
      // A text would be given a type.
      body: Buffer.from(body),
    });

  it("is JSON and says so, or is refused", async () => {
    const { email, password } = world.owner;
    const form = new URLSearchParams({ email, password }).toString();
    const right = JSON.stringify({ email, password });
    const tries: [string, string | null][] = [
      [form, FORM],
      [form, `${FORM}; charset=utf-8`],
      [form, "APPLICATION/X-WWW-FORM-URLENCODED"],
      [form, `application/json, ${FORM}`],
      [form, `${FORM}; x=application/json`],
      [right, FORM],
      [right, "text/plain"],
      [right, "application/json; charset=utf-16"],
      [right, "application/problem+json"],
      [right, "application/jsonp"],
      [right, "multipart/form-data; boundary=x"],
      [right, null],
    ];
    for (const [body, type] of tries) {
      const answer = await send("/sign-in/email", body, type);
      expect([type, answer.status]).toEqual([type, 400]);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.json()).toMatchObject({ code: "VALIDATION", issues: [{ path: "" }] });
    }
    for (const path of ["/update-user", "/change-password", "/sign-out", "/revoke-sessions"]) {
      const answer = await send(path, "name=Stolen", FORM, world.owner.cookie);
      expect([path, answer.status]).toEqual([path, 400]);
    }
    expectStatus(await world.owner.get("/api/workspaces"), 200);
  });

  it("may name its characters, or be nothing", async () => {
    const { email, password } = world.owner;
    const right = JSON.stringify({ email, password });
    for (const type of ["application/json;charset=UTF-8", 'Application/JSON ; charset="utf-8"']) {
      expect((await send("/sign-in/email", right, type)).status).toBe(200);
    }
    const device = await world.owner.signIn();
    expect((await send("/sign-out", "", null, device.cookie)).status).toBe(200);
    expect((await device.get("/api/workspaces")).status).toBe(401);
  });
});

it("a forgotten password is told, where there is no mail, whom to ask", async () => {
  const asked = [];
  for (const email of [world.owner.email, "nobody@acme.test"]) {
    const { status, body } = await world.owner.post("/api/auth/request-password-reset", { email });
    asked.push({ status, body });
  }
  expect(asked[0]).toMatchObject({
    status: 404,
    body: { code: "NOT_FOUND", error: expect.stringMatching(/no mail.*ask an admin/) },
  });
  expect(asked[1]).toEqual(asked[0]);
});

describe("a password that everybody uses is refused", () => {
  const expectRefused = (answer: Answer, path: string) =>
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: "VALIDATION",
        error: expect.stringContaining("many people use"),
        issues: [{ path }],
      },
    });

  it("in an invitation, which can be accepted with another one then", async () => {
    const token = await world.inviteGuest();
    const stranger = new Person(world.server.url, "Nia New", "nia@guests.test");
    const { name, email } = stranger;
    const accept = (password: string) =>
      stranger.post(`/api/invites/${token}/accept`, { name, email, password });
    for (const password of ["qwertyuiop", "QWERTYUIOP", "Ｐassword1", "iloveyou1"]) {
      expectRefused(await accept(password), "password");
    }
    expectStatus(await accept("qwertyuiop and more"), 200);
  });

  it("in an invitation of somebody who has an account in the same words, so that it does not tell", async () => {
    const token = await world.inviteGuest();
    const member = await world.buildMember();
    const accept = (email: string) =>
      new Person(world.server.url).post(`/api/invites/${token}/accept`, {
        name: "Nia New",
        email,
        password: "qwertyuiop",
      });
    const answers = await Promise.all([member.email, "nobody@guests.test"].map(accept));
    for (const answer of answers) expectRefused(answer, "password");
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  });

  it("in a change of password, which changes nothing, and by a link, which works still", async () => {
    const guest = await world.buildGuest();
    const { password } = guest;
    const change = { currentPassword: password, newPassword: "letmein123" };
    expectRefused(await guest.post("/api/auth/change-password", change), "newPassword");
    const path = `/api/admin/guest/${guest.guest.id}/password-link`;
    const { url } = expectStatus(await world.owner.post(path), 201).body.link;
    const set = (newPassword: string) =>
      guest.post("/api/auth/reset-password", { token: url.split("token=")[1], newPassword });
    expectRefused(await set("letmein123"), "newPassword");
    expectStatus(await guest.get("/api/workspaces"), 200);
    expectStatus(await set("let me in, somebody"), 200);
  });

  it("as is one's own name or address, wherever a password is set", async () => {
    const token = await world.inviteGuest();
    const stranger = new Person(world.server.url, "Ottilie Neu", "ottilie.neu@guests.test");
    const { name, email } = stranger;
    const expectOwn = (answer: Answer) =>
      expect(answer).toMatchObject({
        status: 400,
        body: { code: "VALIDATION", error: expect.stringContaining("your own name") },
      });
    for (const password of [
      email,
      "Ottilie Neu",
      "ottilieneu",
      "Ottilie.Neu2026",
      "OTTILIE-NEU!",
    ]) {
      const body = { name, email, password };
      expectOwn(await stranger.post(`/api/invites/${token}/accept`, body));
    }
    const guest = await world.buildGuest();
    const change = { currentPassword: guest.password, newPassword: guest.email };
    expectOwn(await guest.post("/api/auth/change-password", change));
    const path = `/api/admin/guest/${guest.guest.id}/password-link`;
    const { url } = expectStatus(await world.owner.post(path), 201).body.link;
    const body = { token: url.split("token=")[1], newPassword: guest.email };
    expectOwn(await guest.post("/api/auth/reset-password", body));
  });

  it("but not where it was set before there was a list", async () => {
    const member = await world.buildMember();
    const hashed = await hashPassword("password123");
    await withDatabase((database) =>
      database.query(
        `UPDATE account a SET password = $1 FROM "user" u WHERE u.id = a.user_id AND u.email = $2`,
        [hashed, member.email],
      ),
    );
    const { name, email } = member;
    const old = { name, email, password: "password123" };
    expectStatus(await new Person(world.server.url).post("/api/auth/sign-in/email", old), 200);
    const token = await world.inviteGuest();
    const accept = `/api/invites/${token}/accept`;
    // A member already: what is refused is that, and not the password.
    expectStatus(await new Person(world.server.url).post(accept, old), 409);
  });
});

describe("an admin's link for somebody's new password", () => {
  const NEW = "an entirely new sentence";
  const find = async ({ email }: Person): Promise<Member> => {
    const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
    return members.find((one: Member) => one.email === email);
  };
  const giveTo = async (by: Person, whom: Person) =>
    by.post(`/api/workspaces/acme/members/${(await find(whom)).id}/password-link`);
  const tokenIn = ({ body }: Answer) => new URL(body.link.url).searchParams.get("token") ?? "";
  const set = (answer: Answer) =>
    new Person(world.server.url).post("/api/auth/reset-password", {
      token: tokenIn(answer),
      newPassword: NEW,
    });
  const setRole = async (whom: Person, role: string) =>
    expectStatus(
      await world.owner.call("PATCH", `/api/workspaces/acme/members/${(await find(whom)).id}`, {
        role,
      }),
      200,
    );
  const newest = async () => (await world.owner.get("/api/admin/audit?workspace=acme")).body.events;

  it("lets a member and a guest back in, and is on record with who made it", async () => {
    const admin = await world.buildMember({ role: "admin" });
    const member = await world.buildMember();
    const guest = await world.buildGuest();
    const ofGuest = `/api/admin/guest/${guest.guest.id}/password-link`;
    for (const [whom, make] of [
      [member, () => giveTo(admin, member)],
      [guest, () => admin.post(ofGuest)],
    ] as const) {
      const made = expectStatus(await make(), 201);
      expect(made.body.link.url).toMatch(/^http\S+\/reset-password\?token=[\w-]{43}$/);
      const inMs = Date.parse(made.body.link.expiresAt) - Date.now();
      expect(Math.abs(inMs - 3_600_000)).toBeLessThan(60_000);
      expect((await newest())[0]).toMatchObject({
        action: whom === guest ? "guest.password_link" : "member.password_link",
        actor: { name: admin.name },
        target: { name: whom.name },
      });
      expectStatus(await set(made), 200);
      expectStatus(await whom.get("/api/workspaces"), 401);
      await new Person(world.server.url, whom.name, whom.email, NEW).signIn();
      expectStatus(await set(made), 410);
    }
  });

  it("is made for nobody who stands as high, nor by who stands low", async () => {
    const admin = await world.buildMember({ role: "admin" });
    const peer = await world.buildMember({ role: "admin" });
    const [member, coOwner] = [await world.buildMember(), await world.buildMember()];
    const guest = await world.buildGuest();
    await setRole(coOwner, "owner");
    const tries: [by: Person, whom: Person][] = [
      [admin, peer],
      [admin, coOwner],
      [admin, admin],
      [world.owner, coOwner],
      [world.owner, world.owner],
      [member, peer],
    ];
    for (const [by, whom] of tries) {
      expect(await giveTo(by, whom)).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
    }
    const path = `/api/admin/guest/${guest.guest.id}/password-link`;
    expectStatus(await member.post(path), 403);
    expectStatus(await guest.post(path), 403);
    expect((await newest())[0]).toMatchObject({ action: "access.denied" });
    expectStatus(await set(expectStatus(await giveTo(world.owner, peer), 201)), 200);
  });

  it("takes an admin of every workspace that the person is let in to, to the last", async () => {
    const made = await world.owner.post("/api/workspaces", { name: "Beta", slug: "beta" });
    const general = expectStatus(made, 201).body.channel as Channel;
    const beta = inWorkspace(world.server, world.owner, "beta", general);
    const admin = await world.buildMember({ role: "admin" });
    const both = await world.buildMember();
    const early = expectStatus(await giveTo(admin, both), 201);
    await beta.buildGuest({ as: both });
    expectStatus(await set(early), 410);
    expect(await giveTo(admin, both)).toMatchObject({
      status: 403,
      body: { code: "FORBIDDEN", hint: expect.stringContaining("every workspace") },
    });
    expectStatus(await set(expectStatus(await giveTo(world.owner, both), 201)), 200);
    const { events } = (await world.owner.get("/api/admin/audit?workspace=beta")).body;
    expect(events.map((event: { action: string }) => event.action)).toContain(
      "guest.password_link",
    );
  });

  it("works no longer than who made it may", async () => {
    const admin = await world.buildMember({ role: "admin" });
    const [member, other] = [await world.buildMember(), await world.buildMember()];
    const made = expectStatus(await giveTo(admin, member), 201);
    await setRole(member, "admin");
    expectStatus(await set(made), 410);
    const second = expectStatus(await giveTo(admin, other), 201);
    await setRole(admin, "member");
    expectStatus(await set(second), 410);
  });
});

it("whoever signs in without end keeps a hundred sessions, those used last, and is on record once", async () => {
  const member = await world.buildMember();
  const cutOff = member.connect("acme");
  await cutOff.next("ready");
  await withDatabase(async (database) => {
    const { rows } = await database.query(
      // Not an hour ago: a connected session's use is noted once an hour, and then it is not the one used longest ago.
      `UPDATE session SET updated_at = now() - interval '50 minutes'
        WHERE user_id = (SELECT id FROM "user" WHERE email = $1) RETURNING user_id`,
      [member.email],
    );
    await database.query(
      `INSERT INTO session (id, user_id, token, expires_at, updated_at)
        SELECT gen_random_uuid(), $1, gen_random_uuid(), now() + interval '1 day', now() - interval '10 minutes'
        FROM generate_series(1, 149)`,
      [rows[0].user_id],
    );
    const device = await member.signIn();
    const count = await database.query(
      `SELECT count(*)::int AS n, count(*) FILTER (WHERE updated_at < now() - interval '30 minutes')::int AS old
        FROM session WHERE user_id = $1`,
      [rows[0].user_id],
    );
    expect(count.rows).toEqual([{ n: 100, old: 0 }]);
    await cutOff.closed();
    expect(cutOff.of("access:changed")).toEqual([{ code: "UNAUTHENTICATED" }]);
    expectStatus(await device.get("/api/workspaces"), 200);
  });
  const record = await world.owner.get("/api/admin/audit?workspace=acme");
  const ended = record.body.events.filter(
    (event: { action: string; target: { name: string } }) =>
      event.action === "session.revoked" && event.target.name === member.name,
  );
  expect(ended).toMatchObject([{ data: { sessions: 51 } }]);
});
