import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import webPush from "web-push";
import { Person } from "../support/person";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { askRaw } from "../support/raw";
import { startServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { type RedisService, startRedis } from "../support/services/redis";
import { waitUntil } from "../support/wait";
import { buildWorld, expectStatus, type World } from "../support/world";

/** Whatever must never be in a log, by what it is. */
const planted = new Map<string, string>();
function plant(what: string, secret = `planted${crypto.randomUUID().replaceAll("-", "")}`): string {
  planted.set(planted.has(what) ? `${what} ${planted.size}` : what, secret);
  return secret;
}

const CLOSED = "127.0.0.1:9";
const { publicKey, privateKey } = webPush.generateVAPIDKeys();
const redisPassword = plant("the password of Redis");

let world: World;
let redis: RedisService;
let database: PendingChanges;
beforeAll(async () => {
  redis = await startRedis();
  await redis.tell(`CONFIG SET requirepass ${redisPassword}`);
  const databaseUrl = new URL(await createDatabase(inject("postgresUrl")));
  databaseUrl.password = plant("the password of the database");
  world = await buildWorld({
    env: {
      LOG_LEVEL: "trace",
      DATABASE_URL: databaseUrl.href,
      REDIS_URL: redis.url.replace("//", `//:${redisPassword}@`),
      BETTER_AUTH_SECRET: plant("the secret that signs sessions"),
      METRICS_TOKEN: plant("the token of the metrics"),
      SMTP_URL: `smtp://mailer:${plant("the password of the mail server")}@${CLOSED}`,
      MAIL_FROM: "gatehouse@acme.test",
      S3_BUCKET: "uploads",
      S3_ENDPOINT: `http://${CLOSED}`,
      S3_ACCESS_KEY_ID: "AKIAEXAMPLE",
      S3_SECRET_ACCESS_KEY: plant("the secret of the bucket"),
      VAPID_PUBLIC_KEY: publicKey,
      VAPID_PRIVATE_KEY: plant("the key that signs pushes", privateKey),
      VAPID_SUBJECT: "mailto:operator@acme.test",
      PUSH_SERVICES: "127.0.0.1",
      GUEST_LEASE_MS: "20000",
    },
  });
  database = await openPendingChanges(databaseUrl.href);
});
afterAll(async () => {
  await database.close();
  await world.stop();
  await redis.stop();
});

/** A cookie is two secrets: the token of the session, and all of it with the signature. */
function plantCookie(person: Person): Person {
  const [, value = ""] = person.cookie.split("=");
  plant("a session", decodeURIComponent(value).split(".")[0]);
  plant("a cookie", value);
  return person;
}

const headersOf = (person: Person, ...more: [string, string][]): [string, string][] => [
  ["Cookie", person.cookie],
  ...more,
];

async function askInvitations(guest: Person): Promise<void> {
  const { server, owner } = world;
  const token = plant("an invitation's token", await world.inviteGuest({ maxUses: 5 }));
  const stranger = new Person(server.url);
  for (const path of [`/api/invites/${token}/accept`, `/api/invites/${token}`, "/api/workspaces"]) {
    await stranger.post(path, { token, name: "Nobody", email: "no", password: token });
    await stranger.get(`${path}?token=${token}`, { referer: `${server.url}/invite/${token}` });
    await owner.call("DELETE", path);
  }
  for (const path of [
    `/invite/${token}`,
    `/invite/${token}/x`,
    `/w/${token}`,
    `/x?token=${token}`,
  ]) {
    for (const person of [guest, owner, stranger]) await person.get(path);
    await askRaw(server.url, `${path}%E0%A4%A`, { headers: headersOf(owner) });
  }
  expectStatus(await owner.post(`/api/invites/${token}/accept`), 409);
  const locked = await world.buildGuest();
  await world.lock(locked.guest.id);
  expectStatus(await locked.post(`/api/invites/${token}/accept`), 403);
  await owner.post("/api/admin/guest", {
    workspace: "acme",
    channelIds: [world.general.id],
    email: "mailed@guests.test",
  });
}

async function askAccounts(guest: Person): Promise<void> {
  const { server, owner } = world;
  const password = plant("a password that was tried");
  const { email } = guest;
  const as = { "x-forwarded-for": password, authorization: `Bearer ${password}` };
  const nobody = new Person(server.url);
  for (const body of [{ email, password }, { email: password, password }, { password }]) {
    await nobody.post("/api/auth/sign-in/email", body, as);
    await nobody.post("/api/auth/sign-up/email", body, as);
  }
  await guest.post("/api/auth/change-password", {
    currentPassword: password,
    newPassword: password,
  });
  await guest.post("/api/auth/revoke-session", { token: password });
  await guest.post("/api/auth/update-user", { name: "x", password });
  const setUp = { name: "Eve", email: "eve@evil.test", password, code: password };
  const workspace = { name: "Evil", slug: "evil" };
  expectStatus(await nobody.post("/api/setup", { ...setUp, workspace }), 409);
  for (const path of ["/api/metrics", `/api/metrics?token=${password}`]) {
    expect((await nobody.get(path, as)).status).toBe(403);
  }
  nobody.cookie = `better-auth.session_token=${password}.${password}`;
  await nobody.get("/api/workspaces", as);
  await nobody.get("/w/acme");
  await owner.post("/api/admin/guest/none/disconnect", { reason: password });
  await guest.post("/api/workspaces", { name: password });
}

/** What no browser sends. Each is answered, or its connection is closed. */
async function askMalformed(): Promise<void> {
  const secret = plant("what a malformed request holds");
  const { hostname, port, host } = new URL(world.server.url);
  const requests = [
    `${secret}\r\n\r\n`,
    `GET /invite/${secret} HTTP/9.9\r\nHost: ${host}\r\n\r\n`,
    `GET /invite/${secret} HTTP/1.1\r\nHost: ${host}\r\nCookie ${secret}\r\n\r\n`,
    `TRACE /invite/${secret} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    `GET http://[${secret} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    `POST /api/setup HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Length: 9\r\n` +
      `Transfer-Encoding: chunked\r\n\r\n${secret}`,
    `GET /w/acme HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nNext-Action: ${secret}\r\n\r\n`,
    `POST /w/acme HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nNext-Action: ${secret}\r\n` +
      `Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n[]`,
    `POST /sign-in HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n` +
      "Next-Action: \u009b31mred\u202ered\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n[]",
    `POST /api/setup HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n` +
      "Origin: https://evil.example/\u001b[31m\u0007\r\nUser-Agent: \u001b[2J\u0008red\r\n\r\n",
  ];
  for (const text of requests) {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    socket.resume();
    socket.write(text, "latin1");
    await once(socket, "close");
  }
}

/** Statements that Postgres refuses, with what was to be written in the refusal. */
async function failStatements(guest: Person): Promise<void> {
  const { owner, general, server } = world;
  const body = plant("the words of a message");
  const posts = `/api/channels/${general.id}/messages`;
  const endpoint = `https://${CLOSED}/${plant("the address of a push subscription")}`;
  const keys = {
    p256dh: plant("the key of a push subscription", "p".repeat(87)),
    auth: plant("the secret of a push subscription", "a".repeat(22)),
  };
  const failing: [table: string, ask: () => Promise<unknown>][] = [
    ["message", () => owner.post(posts, { body })],
    ["invite", () => owner.post("/api/workspaces/acme/invites", { role: "member" })],
    ["session", () => owner.signIn().catch(() => undefined)],
    ["push_subscription", () => guest.call("PUT", "/api/me/push", { endpoint, keys })],
    ["audit_event", () => owner.post("/api/workspaces/acme/channels", { name: body })],
  ];
  for (const [table, ask] of failing) {
    await database.query(`ALTER TABLE ${table} ADD CONSTRAINT never CHECK (false) NOT VALID`);
    await ask();
    await database.query(`ALTER TABLE ${table} DROP CONSTRAINT never`);
  }
  const { guest: row } = await world.buildGuest();
  await database.query("ALTER TABLE guest ALTER lock_reason TYPE integer USING NULL");
  const reason = plant("what is no number");
  expectStatus(await owner.post(`/api/admin/guest/${row.id}/disconnect`, { reason }), 500);
  await database.query("ALTER TABLE guest ALTER lock_reason TYPE text");

  await database.query("ALTER TABLE session RENAME updated_at TO hidden");
  for (const path of ["/api/workspaces", "/api/auth/list-sessions", "/", "/w/acme", "/settings"]) {
    await askRaw(server.url, path, { headers: headersOf(owner) });
  }
  await owner.connect("acme").refused();
  await database.query("ALTER TABLE session RENAME hidden TO updated_at");
}

async function failServices(owner: Person): Promise<void> {
  const { general, server } = world;
  const said = (msg: RegExp) => server.logs.some((line) => msg.test(line.msg));
  const member = await world.buildMember();
  const endpoint = `https://${CLOSED}/${plant("where a push goes")}`;
  const keys = { p256dh: webPush.generateVAPIDKeys().publicKey, auth: "A".repeat(22) };
  expectStatus(await member.call("PUT", "/api/me/push", { endpoint, keys }), 201);
  expectStatus(await member.call("PATCH", "/api/me/notifications", { notifyFor: "all" }), 200);
  const body = plant("what a push says");
  expectStatus(await owner.post(`/api/channels/${general.id}/messages`, { body }), 201);
  await waitUntil(() => said(/^push failed$/));
  await waitUntil(() => said(/^an invitation could not be sent$/));

  const content = plant("what is in a file");
  const file = await fetch(`${server.url}/api/channels/${general.id}/files?name=${content}.txt`, {
    method: "POST",
    headers: { cookie: owner.cookie },
    body: content,
  });
  expect(file.status).toBe(503);

  await database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'gatehouse' AND datname = current_database()`);
  await waitUntil(() => said(/^idle database connection lost$/));
  const auth = `AUTH ${redisPassword}`;
  await redis.tell(auth, "CONFIG SET requirepass another", "CLIENT KILL TYPE normal SKIPME yes");
  await waitUntil(() => said(/^redis is away$/));
  await redis.tell("AUTH another", `CONFIG SET requirepass ${redisPassword}`);
}

async function connectBadly(guest: Person): Promise<void> {
  const { server, owner } = world;
  const secret = plant("what a connection says");
  for (const query of [`&sid=${secret}`, `&transport=${secret}`, `&x=${secret}`, "&EIO=3"]) {
    for (const upgrade of [false, true]) {
      const headers = headersOf(guest, ["Origin", server.url]);
      const path = `/socket.io/?EIO=4&transport=polling${query}`;
      await askRaw(server.url, path, { upgrade, headers });
      await askRaw(server.url, path, { upgrade, headers: [["Origin", "https://evil.example"]] });
    }
  }
  await guest.connect(secret, { auth: { workspace: secret, token: secret } }).refused();
  const tab = await owner.enter("acme");
  for (const event of [secret, "message:send", "sync", "error"]) {
    await tab.emit(event, { [secret]: secret, channelId: secret, body: secret }, 2_000);
  }
  tab.socket.emit("message:send", { body: secret.repeat(2_000) });
  await tab.closed();
}

it("no secret is in the log, whatever is asked and whatever fails", async () => {
  const { owner, general } = world;
  const guest = plantCookie(await world.buildGuest());
  plantCookie(owner);
  plant("a password", owner.password);

  await askInvitations(guest);
  await askAccounts(guest);
  await askMalformed();
  await failStatements(guest);
  await failServices(owner);
  await connectBadly(guest);
  expect(general.name).toBe("general");

  const bearer = { authorization: `Bearer ${planted.get("the token of the metrics")}` };
  const metrics = (await world.owner.get("/api/metrics", bearer)).body as string;
  expect(metrics).toContain("gatehouse_http_answers_total");
  const unreachable = `postgres://gatehouse:${plant("a password")}@${CLOSED}/gatehouse`;
  const failure = await startServer({ env: { DATABASE_URL: unreachable } }).then(
    () => "it started",
    (error: Error) => error.message,
  );
  expect(failure).toContain("DATABASE_URL names a database that cannot be opened");

  for (const lost of ["idle database connection lost", "redis is away"]) {
    const lines = world.server.stdout.filter((line) => line.includes(lost));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.length).toBeLessThan(200);
  }
  await world.server.stop();
  const { stdout, stderr } = world.server;
  const all = [...stdout, stderr(), failure, metrics].join("\n");
  for (const [what, secret] of planted) {
    const found = all.split("\n").find((line) => line.includes(secret));
    expect(found, what).toBeUndefined();
  }
  expect(stderr()).toBe("");
  expect(all).not.toMatch(/secretKey|processID/);
  for (const line of stdout) {
    expect(line).toMatch(/^\{.*\}$/);
    expect(line).not.toMatch(/[\p{Cc}\u2028-\u202e]/u);
    expect(() => JSON.parse(line) as unknown, line).not.toThrow();
  }
});
