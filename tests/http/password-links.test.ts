import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { runAdmin } from "../support/admin";
import { type MailServer, startMailServer } from "../support/mail-server";
import { type Json, Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

let mail: MailServer;
let database: pg.Client;
let settings: Record<string, string>;
beforeAll(async () => {
  mail = await startMailServer();
  settings = { SMTP_URL: mail.url, MAIL_FROM: "Gatehouse <gatehouse@acme.test>" };
});
afterAll(() => mail.stop());
const world = useWorld(() => ({
  env: settings,
  expected: [/Invalid password/, /could not be sent/],
}));
beforeAll(async () => {
  Object.assign(settings, { DATABASE_URL: world.databaseUrl, APP_URL: world.server.url });
  database = new pg.Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(() => database.end());

const BLOCKED_BY_US = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
  AND pg_backend_pid() = ANY(pg_blocking_pids(pid))`;
const NEW = "an entirely new sentence";
const stranger = () => new Person(world.server.url);
const ask = (email: string) =>
  stranger().post("/api/auth/request-password-reset", { email, redirectTo: "https://evil.test/" });
const set = (token: string, newPassword = NEW) =>
  stranger().post("/api/auth/reset-password", { token, newPassword });
const signIn = (email: string, password: string) =>
  stranger().post("/api/auth/sign-in/email", { email, password });
const mailsTo = (email: string) =>
  mail.mails.filter(({ to, text }) => to === email && text.includes("A new password"));
const eventsOf = async (slug = "acme"): Promise<Json[]> =>
  (await world.owner.get(`/api/admin/audit?workspace=${slug}`)).body.events;

/** Asks for a link and reads it from the mail. Long lines are broken on the way. */
async function mailedTo(email: string): Promise<string> {
  const before = mailsTo(email).length;
  expectStatus(await ask(email), 200);
  await waitUntil(() => mailsTo(email).length > before);
  const text = (mailsTo(email).at(-1)?.text ?? "").replace(/=\r\n/g, "").replace(/=3D/g, "=");
  const [, origin, token] = text.match(/(http\S+)\/reset-password\?token=([\w-]{43})\s/) ?? [];
  expect(origin).toBe(world.server.url);
  return token ?? "";
}

async function expectGone(token: string): Promise<void> {
  const answer = await set(token);
  expect([answer.status, answer.body.code]).toEqual([410, "INVITE_GONE"]);
  expect(answer.body.error).toContain("Ask for another one");
  const page = (await stranger().get(`/reset-password?token=${token}`)).body as string;
  expect(page).toContain("This link does not work any more");
}

describe("a forgotten password", () => {
  it("is set anew by the link in a mail, once; every session ends, and it is on record", async () => {
    const member = await world.buildMember();
    const phone = await member.signIn();
    const tab = await phone.enter("acme");
    const token = await mailedTo(member.email);

    const page = await stranger().get(`/reset-password?token=${token}`);
    expect(page.body).toContain(member.email);
    expect(page.body).toMatch(/<meta name="referrer" content="origin"/);
    expectStatus(await stranger().call("HEAD", `/reset-password?token=${token}`), 200);

    const answer = expectStatus(await set(token), 200);
    expect(answer.body).toEqual({ status: true });
    expect(answer.headers.getSetCookie().join()).not.toContain("session");
    await tab.closed();
    expect(tab.of("access:changed")).toEqual([{ code: "UNAUTHENTICATED" }]);
    for (const device of [member, phone]) expectStatus(await device.get("/api/workspaces"), 401);
    expectStatus(await signIn(member.email, member.password), 401);
    expectStatus(await signIn(member.email, NEW), 200);

    const who = { actor: { name: member.name }, target: { name: member.name } };
    const [ended, reset] = await eventsOf();
    expect(ended).toMatchObject({
      ...who,
      action: "session.revoked",
      data: { sessions: 2, receipt: { connections: 1, confirmed: true } },
    });
    expect(reset).toMatchObject({ ...who, action: "member.password_reset" });
    await expectGone(token);
    expectStatus(await signIn(member.email, NEW), 200);
  });

  it("is answered alike for an address that nobody has, and nothing is sent there", async () => {
    const known = await world.buildMember();
    const answers = [await ask(known.email), await ask("nobody@acme.test")];
    await waitUntil(() => mailsTo(known.email).length === 1);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(mailsTo("nobody@acme.test")).toEqual([]);
  });

  it("is answered before anything is done with it, and whether or not the mail could be sent", async () => {
    const member = await world.buildMember();
    mail.refused.add(member.email);
    await database.query("BEGIN; LOCK TABLE password_link IN ACCESS EXCLUSIVE MODE");
    expectStatus(await ask(member.email), 200);
    await database.query("COMMIT");
    await waitUntil(() => world.server.logs.some(({ msg }) => /could not be sent/.test(msg)));
    expect(world.server.stdout.join()).not.toContain(member.email);
  });

  it("leaves a link alone that the operator made, and goes with it", async () => {
    const member = await world.buildMember();
    const asked = ["reset-password", member.email, "--json"];
    const { url } = (await runAdmin(asked, settings)).json();
    const given = new URL(url).searchParams.get("token") ?? "";
    const mailed = await mailedTo(member.email);
    expectStatus(await set(given), 200);
    await expectGone(mailed);
    await expectGone(given);
  });

  it("of a guest who is cut off is set too, and lets them into nothing", async () => {
    const guest = await world.buildGuest();
    await world.lock(guest.guest.id);
    expectStatus(await set(await mailedTo(guest.email)), 200);
    expect((await eventsOf())[1]).toMatchObject({ action: "guest.password_reset" });
    const back = new Person(world.server.url, guest.name, guest.email, NEW);
    const device = await back.signIn();
    expect(await device.get("/api/workspaces/acme/channels")).toMatchObject({
      status: 403,
      body: { code: "GUEST_LOCKED" },
    });
  });

  it("is asked for by an address, and the new one is looked at before the link is used up", async () => {
    for (const body of [{}, { email: "no address" }, { email: 1 }]) {
      const answer = await stranger().post("/api/auth/request-password-reset", body);
      expect(answer).toMatchObject({ status: 400, body: { code: "VALIDATION" } });
    }
    const member = await world.buildMember();
    const token = await mailedTo(member.email);
    expect(await set(token, "short")).toMatchObject({
      status: 400,
      body: { code: "VALIDATION", issues: [{ path: "newPassword" }] },
    });
    expectStatus(await set(token), 200);
  });
});

describe("a link for a new password does not work", () => {
  it("twice at once", async () => {
    const member = await world.buildMember();
    const token = await mailedTo(member.email);
    const answers = await Promise.all([set(token), set(token, `${NEW} or another`)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it("when a newer one was made", async () => {
    const member = await world.buildMember();
    const [older, newer] = [await mailedTo(member.email), await mailedTo(member.email)];
    await expectGone(older);
    expectStatus(await set(newer), 200);
  });

  it("after an hour", async () => {
    const member = await world.buildMember();
    const token = await mailedTo(member.email);
    const later = (by: string) =>
      database.query(
        `UPDATE password_link l SET expires_at = l.expires_at - interval '${by}'
          FROM "user" u WHERE u.id = l.user_id AND u.email = $1`,
        [member.email],
      );
    await later("59 minutes");
    const page = await stranger().get(`/reset-password?token=${token}`);
    expect(page.body).toContain("Set a new password");
    await later("1 minute");
    await expectGone(token);
  });

  it("when the password or the address has been changed since", async () => {
    const member = await world.buildMember();
    const token = await mailedTo(member.email);
    const change = { currentPassword: member.password, newPassword: "something else by now" };
    expectStatus(await member.post("/api/auth/change-password", change), 200);
    await expectGone(token);

    const other = await world.buildMember();
    const old = await mailedTo(other.email);
    await database.query(`UPDATE "user" SET email = $1 WHERE email = $2`, [
      `new-${other.email}`,
      other.email,
    ]);
    await expectGone(old);
  });

  it("when it was never made", async () => {
    await expectGone("x".repeat(43));
    expect(await set("")).toMatchObject({ status: 400, body: { code: "VALIDATION" } });
  });
});

it("a sign-in that a new password overtakes begins no session", async () => {
  const member = await world.buildMember();
  const id = '(SELECT id FROM "user" WHERE email = $1)';
  await database.query("BEGIN");
  await database.query(
    `UPDATE account SET password = 'another' WHERE user_id = ${id} AND provider_id = 'credential'`,
    [member.email],
  );
  await database.query(`DELETE FROM session WHERE user_id = ${id}`, [member.email]);
  const answer = signIn(member.email, member.password);
  await waitUntil(async () => (await database.query(BLOCKED_BY_US)).rows.length > 0);
  await database.query("COMMIT");
  expect(await answer).toMatchObject({ status: 401, body: { code: "UNAUTHENTICATED" } });
  const { rows } = await database.query(`SELECT 1 FROM session WHERE user_id = ${id}`, [
    member.email,
  ]);
  expect(rows).toEqual([]);
});

it("that an admin asks for goes to the person and to nobody else", async () => {
  const member = await world.buildMember();
  const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
  const { id } = members.find((one: { email: string }) => one.email === member.email);
  const path = `/api/workspaces/acme/members/${id}/password-link`;
  const answer = expectStatus(await world.owner.post(path), 201);
  expect(answer.body).toEqual({ link: { sent: true } });
  expect(mailsTo(member.email)).toHaveLength(1);
  expect((await eventsOf())[0]).toMatchObject({
    action: "member.password_link",
    actor: { name: world.owner.name },
    target: { name: member.name },
    data: { sent: true },
  });
  mail.refused.add(member.email);
  expectStatus(await world.owner.post(path), 503);
});

it("no link stands in the database or the log", async () => {
  const member = await world.buildMember();
  const token = await mailedTo(member.email);
  await stranger().get(`/reset-password?token=${token}`);
  await set(token, "short");
  const { rows } = await database.query("SELECT * FROM password_link");
  expect(rows).not.toEqual([]);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(world.server.stdout.join()).not.toContain(token);
});
