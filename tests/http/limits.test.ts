import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  it,
  vi,
} from "vitest";
import { listenToPostgres } from "../support/asked";
import { beginDownload, uploaded } from "../support/files";
import { startMailServer } from "../support/mail-server";
import { readMetric } from "../support/metrics";
import { WRONG_PASSWORD } from "../support/password";
import { type Answer, type Connection, Person } from "../support/person";
import { startServer } from "../support/server";
import { copyDatabase, createDatabase } from "../support/services/postgres";
import { letPass, waitUntil } from "../support/wait";
import { buildWorld, expectStatus, type World } from "../support/world";

let world: World;
/** Of the tests that come from an address each, behind a proxy; the others have a server of their own. */
let proxied: World | undefined;
/** Ten sign-ins cost ten password hashes. */
vi.setConfig({ testTimeout: 90_000 });
/** On a machine that is busy, Redis may answer later than a server asks it first. */
const EXPECTED = /Invalid password|User not found|TRUST_PROXY|^redis is away$/;
afterEach(async () => {
  expect(world.server.unexpected(EXPECTED)).toEqual([]);
  if (world !== proxied) await world.stop();
});
/** More than what two networks hold between a server and somebody who does not read. */
const LARGER_THAN_A_LINE_BYTES = 16 * 1024 * 1024;
const limited = (env: Record<string, string> = {}) =>
  buildWorld({ env: { RATE_LIMITS: "on", ...env } });

function expectLimited(answer: Answer): void {
  expect([answer.status, answer.body.code]).toEqual([429, "RATE_LIMITED"]);
  expect(answer.body.error).toMatch(/Try again in \d+ second/);
  const seconds = Number(answer.headers.get("retry-after"));
  expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60).toBe(true);
}

async function beginPaused(person: Person, fileId: string) {
  const { response } = await beginDownload(person, fileId);
  expect(response.statusCode).toBe(200);
  return response.pause();
}

/** How many of so many attempts were let through, and the first that was not. */
async function exhaust(attempts: number, attempt: (i: number) => Promise<Answer>) {
  const answers: Answer[] = [];
  for (let i = 0; i < attempts; i++) answers.push(await attempt(i));
  const refused = answers.filter((answer) => answer.status === 429);
  return { passed: answers.length - refused.length, refused };
}

/** So many requests, some of them at once as a browser would have them. */
async function askMany(count: number, ask: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  let begun = 0;
  const lane = async () => {
    while (begun++ < count) answers.push(await ask());
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  return answers;
}

const WINDOW_MS = 10_000;

/** What is asked within one window, some of which is left. A machine too busy for that asks again, in a new one. */
async function inOneWindow<T>(ask: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    const begun = performance.now();
    const answers = await ask();
    if (performance.now() - begun < WINDOW_MS - 2_000 || round === 3) return answers;
    await letPass(WINDOW_MS, "the server asked for it");
  }
}

describe("with limits on", () => {
  it("a person sends 50 messages in 10 s, over sockets and HTTP together", async () => {
    world = await limited();
    const path = `/api/channels/${world.general.id}/messages`;
    const tab = await world.owner.enter("acme");
    const acks = await Promise.all(
      Array.from({ length: 30 }, () =>
        tab.emit("message:send", {
          channelId: world.general.id,
          body: "x",
          clientId: crypto.randomUUID(),
        }),
      ),
    );
    expect(acks.every((ack) => ack.ok)).toBe(true);
    const posts = await Promise.all(
      Array.from({ length: 25 }, () => world.owner.post(path, { body: "x" })),
    );
    const refused = posts.filter((answer) => answer.status === 429);
    expect(refused).toHaveLength(5);
    refused.forEach(expectLimited);
    const draft = { channelId: world.general.id, body: "x", clientId: crypto.randomUUID() };
    expect(await tab.emit("message:send", draft)).toMatchObject({
      ok: false,
      error: { code: "RATE_LIMITED", retryAfterMs: expect.any(Number) },
    });
    const overLimit = { event: "message:send", outcome: "RATE_LIMITED" };
    expect(await readMetric(world.server.url, "gatehouse_events_total", overLimit)).toBe(1);
    const told = () => world.server.logs.filter(({ code }) => code === "RATE_LIMITED");
    await waitUntil(() => told().length >= 2);
    expect(told()).toMatchObject([
      { msg: "request refused", path: "/api/channels/[id]/messages" },
      { msg: "event refused", event: "message:send" },
    ]);
    const other = await world.buildMember();
    expect((await other.post(path, { body: "not me" })).status).toBe(201);
    tab.close();
  });

  it("a person opens 30 connections in 10 s", async () => {
    const database = await copyDatabase(inject("postgresUrl"), inject("migratedUrl"));
    const statements = await listenToPostgres(database);
    world = await limited({ DATABASE_URL: statements.url });
    // What comes by a session that has ended is not counted for whoever had it.
    const former = await world.owner.signIn();
    const { cookie } = former;
    expectStatus(await former.post("/api/auth/sign-out"), 200);
    former.cookie = cookie;
    expectStatus(await former.get("/api/workspaces"), 401);
    for (let i = 0; i < 31; i++) {
      const refusal = await former.connect("acme", { transports: ["websocket"] }).refused();
      expect(refusal).toMatchObject({ code: "UNAUTHENTICATED" });
    }
    statements.texts.length = 0;
    const tabs: Connection[] = [];
    for (let i = 0; i < 35; i++)
      tabs.push(world.owner.connect("acme", { transports: ["websocket"] }));
    const outcomes = await Promise.all(
      tabs.map((tab) =>
        tab.next("ready").then(
          () => "ready",
          () => tab.refusal?.code as string,
        ),
      ),
    );
    const identified = statements.texts.filter((text) => /FROM session s JOIN "user"/.test(text));
    expect(identified).toHaveLength(30);
    expect(outcomes.filter((outcome) => outcome === "ready")).toHaveLength(30);
    expect(outcomes.filter((outcome) => outcome === "RATE_LIMITED")).toHaveLength(5);
    const refusal = tabs.find((tab) => tab.refusal)?.refusal;
    expect(refusal).toMatchObject({
      message: expect.any(String),
      retryAfterMs: expect.any(Number),
    });
    const other = await world.buildMember();
    (await other.enter("acme")).close();
    for (const tab of tabs) tab.close();
  });

  it.each(["", "&sid="])("a stranger asks for 600 connections in 10 s, with “%s”", async (sid) => {
    world = await limited();
    const path = `/socket.io/?EIO=4&transport=polling${sid}`;
    const stranger = new Person(world.server.url);
    const last = await inOneWindow(async () => {
      await askMany(600, () => stranger.get(path));
      return stranger.get("/api/workspaces/nowhere/search?q=x");
    });
    expectLimited(last);
  });

  it("a person asks for so much in 10 s, pages and sessions too, and ends access all the same", async () => {
    world = await limited();
    const { owner } = world;
    const other = await world.buildMember();
    const { guest } = await world.buildGuest();
    const device = await owner.signIn();
    const page = `/w/acme/c/${world.general.id}`;
    expectStatus(await owner.get(page), 200);
    const { asked, sorry, elsewhere } = await inOneWindow(async () => {
      // Each counts as three; that there is nothing to be found makes it quick.
      await askMany(195, () => owner.get("/api/workspaces/nowhere/search?q=x"));
      return {
        asked: await askMany(30, () => owner.get("/api/auth/get-session")),
        sorry: await owner.get(page),
        elsewhere: await device.get("/api/workspaces"),
      };
    });
    const refused = asked.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThan(10);
    expect(refused.length).toBeLessThan(30);
    refused.forEach(expectLimited);
    expectStatus(sorry, 429);
    expect(sorry.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(Number(sorry.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(sorry.body).toMatch(/<p>Too many requests\. Try again in \d+ seconds?\.<\/p>/);
    expectLimited(elsewhere);
    expectStatus(await owner.get("/api/health"), 200);
    expectStatus(await other.get(page), 200);
    await world.lock(guest.id);
    expectStatus(await device.post("/api/auth/revoke-other-sessions"), 200);
  });

  it("a person on a slow line writes and looks on while forty files come to them", async () => {
    world = await limited();
    const { owner, general } = world;
    const file = await uploaded(owner, general, "large", Buffer.alloc(LARGER_THAN_A_LINE_BYTES));
    const tab = await owner.enter("acme");
    const slow = await Promise.all(Array.from({ length: 40 }, () => beginPaused(owner, file.id)));
    let hasNext = false;
    const next = beginPaused(owner, file.id).then((response) => {
      hasNext = true;
      return response;
    });
    await tab.send(general.id, "meanwhile");
    expectStatus(await owner.get(`/w/acme/c/${general.id}`), 200);
    expectStatus(await owner.get(`/api/channels/${general.id}/messages`), 200);
    expect(hasNext).toBe(false);
    slow[0]?.destroy();
    slow.push(await next);
    for (const response of slow) response.destroy();
    tab.close();
  });

  it("events that make no sense count for more, and who goes on all the same is closed", async () => {
    world = await limited();
    const other = await world.buildMember();
    const [tab, twin] = [await world.owner.enter("acme"), await other.enter("acme")];
    const asked = await Promise.all(
      Array.from({ length: 80 }, (_, n) =>
        n % 2 ? tab.emit("nonsense", {}) : tab.emit("typing:start", { channelId: 1 }),
      ),
    );
    const codes = asked.map((ack) => (ack.ok ? "ok" : ack.error.code));
    expect(new Set(codes)).toEqual(new Set(["VALIDATION", "RATE_LIMITED"]));
    expect(codes.filter((code) => code === "VALIDATION").length).toBeLessThan(60);
    for (let n = 0; n < 2_000; n++) tab.socket.emit("nonsense", {});
    await tab.closed();
    const kept = await twin.emit("typing:start", { channelId: world.general.id });
    expect(kept.ok).toBe(true);
    twin.close();
  });

  it("an admin makes 20 invitations a minute, of guests and members together", async () => {
    world = await limited();
    const wish = { workspace: "acme", channelIds: [world.general.id] };
    const { passed, refused } = await exhaust(24, (i) =>
      i % 2
        ? world.owner.post("/api/admin/guest", wish)
        : world.owner.post("/api/workspaces/acme/invites", { role: "member" }),
    );
    expect(passed).toBe(20);
    refused.forEach(expectLimited);
  });
});

describe("the limit of sign-ins", () => {
  const path = "/api/auth/sign-in/email";
  const from = (address: string) => ({
    "x-forwarded-for": address,
    forwarded: `for=${address}`,
    "x-real-ip": address,
  });
  const signIn = (email: string, address: string, password = WRONG_PASSWORD, device?: Person) =>
    (device ?? new Person(world.server.url)).post(path, { email, password }, from(address));

  it("is 10 wrong ones a minute of an account from an address, whatever a client says that is", async () => {
    world = await limited();
    const { email, password } = world.owner;
    const { passed, refused } = await exhaust(13, (i) =>
      signIn(i % 2 ? email : email.toUpperCase(), `9.9.9.${i}`),
    );
    expect(passed).toBe(10);
    refused.forEach(expectLimited);
    expectLimited(await signIn(email, "9.9.9.99", password));
    expectStatus(await world.owner.get("/api/workspaces"), 200);
    expectStatus(await signIn("somebody@acme.test", "9.9.9.99"), 401);
  });

  it("counts no right ones, of however many people at one address, on all nodes together", async () => {
    const DATABASE_URL = await createDatabase(inject("postgresUrl"));
    const env = {
      DATABASE_URL,
      REDIS_URL: inject("redisUrl"),
      TRUST_PROXY: "1",
      RATE_LIMITS: "on",
    };
    world = await limited(env);
    const twin = await startServer({ env });
    const { email, password } = world.owner;
    const member = await world.buildMember();
    // What is counted before Redis answers is counted by node.
    for (const { url } of [world.server, twin]) {
      await waitUntil(async () => (await fetch(`${url}/api/ready`)).ok);
    }
    // The Redis is that of all tests.
    const office = `10.28.${process.pid >> 8}.${process.pid & 255}`;
    const at = (i: number) => new Person(i % 2 ? world.server.url : twin.url);
    await exhaust(9, (i) => signIn(email, office, WRONG_PASSWORD, at(i)));
    const { passed } = await exhaust(14, (i) =>
      i % 3
        ? signIn(email, office, password, at(i))
        : signIn(member.email, office, member.password, at(i)),
    );
    expect(passed).toBe(14);
    expectStatus(await signIn(email, office, WRONG_PASSWORD, at(0)), 401);
    for (const i of [0, 1]) expectLimited(await signIn(email, office, password, at(i)));
    expect(twin.unexpected(EXPECTED)).toEqual([]);
    await twin.stop();
  });

  describe("behind a proxy", () => {
    beforeAll(async () => {
      proxied = await limited({ TRUST_PROXY: "1" });
    });
    beforeEach(() => {
      if (proxied) world = proxied;
    });
    afterAll(() => proxied?.stop());

    it("is 30 wrong ones a minute of an address for all accounts, and a /64 is one address", async () => {
      const { email, password } = await world.buildMember();
      const one = await exhaust(12, (i) => signIn(email, `2001:db8:1:2:${i}::1`));
      expect(one.passed).toBe(10);
      const all = await exhaust(22, (i) => signIn(`a${i}@acme.test`, `2001:db8:1:2:${i}::1`));
      expect(all.passed).toBe(20);
      all.refused.forEach(expectLimited);
      expectLimited(await signIn("b@acme.test", "6.6.6.6, 2001:db8:1:2::9"));
      expectStatus(await signIn(email, "2001:db8:1:3::1", password), 200);
    });

    it("lets its owner in while others guess, from elsewhere or on a device that is known", async () => {
      const { email, password } = await world.buildMember();
      const attack = (network: number) => exhaust(10, () => signIn(email, `7.7.7.${network}`));
      const known = new Person(world.server.url);
      expectStatus(await signIn(email, "8.8.8.1", password, known), 200);
      await attack(1);
      expectLimited(await signIn(email, "7.7.7.1", password));
      expectStatus(await signIn(email, "8.8.8.2", password), 200);
      expectStatus(await signIn(email, "2001:db8:8:2::1", password), 200);
      await attack(2);
      await attack(3);
      expectLimited(await signIn(email, "8.8.8.3", password));
      expectStatus(await signIn(email, "7.7.7.1", password, known), 200);
      // An address at which they are signed in is no stranger's either.
      expectStatus(await signIn(email, "8.8.8.2", password), 200);
      expectStatus(await signIn(email, "2001:db8:8:2::9", password), 200);

      const own = await exhaust(11, () => signIn(email, "7.7.7.1", WRONG_PASSWORD, known));
      expect(own.passed).toBe(10);
      expectLimited(await signIn(email, "7.7.7.1", password, known));
    });

    it("knows a device by what nobody else can make, for one account, until its password is another", async () => {
      const owner = await world.buildMember();
      const { email, password } = owner;
      const member = await world.buildMember();
      const device = new Person(world.server.url);
      const answer = await signIn(email, "8.8.9.1", password, device);
      const [, line = ""] = answer.headers.getSetCookie();
      expect(line).toMatch(/^gatehouse\.device-\w{8}=[\w-]+\.\w{64}; .*HttpOnly; SameSite=Lax$/);
      expect(line).not.toContain(email);

      for (let network = 1; network <= 3; network++) {
        await exhaust(10, () => signIn(email, `7.8.7.${network}`));
      }
      const [name = "", value = ""] = device.known.split("=");
      for (const forged of [`${name}=x${value}`, `${name}=${value}0`, `${name}=`, `${name}=.`]) {
        const cookie = { ...from("8.8.9.2"), cookie: forged };
        expectLimited(await new Person(world.server.url).post(path, { email, password }, cookie));
      }
      expectStatus(await signIn(email, "8.8.9.2", password, device), 200);
      const other = await signIn(member.email, "8.8.9.2", member.password, device);
      expectStatus(other, 200);
      expect(device.known.split("; ")).toHaveLength(2);

      const change = { currentPassword: password, newPassword: "something else by now" };
      expectStatus(await owner.post("/api/auth/change-password", change), 200);
      expectLimited(await signIn(email, "8.8.9.3", change.newPassword, device));
      expectStatus(await signIn(email, "8.8.9.3", change.newPassword, owner), 200);
    });

    it("counts the passwords that are tried through an invitation with all others", async () => {
      const { email } = await world.buildMember();
      const token = await world.inviteGuest({ maxUses: 5 });
      const attempt = (address: string, to = email) =>
        new Person(world.server.url).post(
          `/api/invites/${token}/accept`,
          { name: "A Thief", email: to, password: WRONG_PASSWORD },
          { "x-forwarded-for": address },
        );
      const made = await exhaust(12, () => attempt("7.9.8.1"));
      expect(made.passed).toBe(10);
      made.refused.forEach(expectLimited);
      expectLimited(await signIn(email, "7.9.8.1"));
      const other = await world.buildMember();
      await exhaust(10, () => signIn(other.email, "7.9.9.2"));
      expectLimited(await attempt("7.9.9.2", other.email));
      expectStatus(await attempt("7.9.9.3", other.email), 401);
    });
  });

  it("keeps nobody at an address from their own account, whatever a stranger there does", async () => {
    world = await limited();
    const member = await world.buildMember();
    const stranger = () => new Person(world.server.url);
    const made = await exhaust(31, () => stranger().post("/api/auth/sign-out"));
    expect(made.passed).toBe(30);
    made.refused.forEach(expectLimited);
    const body = { newPassword: "a password that is long" };
    const tried = await exhaust(21, (i) =>
      stranger().post("/api/auth/reset-password", { ...body, token: `none ${i}` }),
    );
    expect(tried.passed).toBe(20);
    tried.refused.forEach(expectLimited);
    expectStatus(await member.post("/api/auth/revoke-other-sessions"), 200);
    expectStatus(await member.post("/api/auth/sign-out"), 200);
  });

  it("lets a class of thirty accept one invitation at once from one address", async () => {
    world = await limited();
    const token = await world.inviteGuest({ maxUses: 30 });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => {
        const pupil = new Person(world.server.url, `Pupil ${i}`, `pupil${i}@guests.test`);
        const { name, email, password } = pupil;
        return pupil.post(`/api/invites/${token}/accept`, { name, email, password });
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
  });

  it("counts the account that is tried, however the body names it", async () => {
    world = await limited();
    const { email, password } = world.owner;
    const quoted = JSON.stringify(email);
    const escaped = `"\\u006f${email.slice(1)}"`;
    const bodies = [
      `{"email":"nobody@acme.test","email":${quoted},"password":"${WRONG_PASSWORD}"}`,
      `{"email":${escaped},"password":"${WRONG_PASSWORD}"}`,
      `{"\\u0065mail":${quoted},"password":"${WRONG_PASSWORD}"}`,
      `{"email":${JSON.stringify(email.toUpperCase())},"password":"${WRONG_PASSWORD}"}`,
    ];
    const send = (body: string, type = "application/json") =>
      new Person(world.server.url).call("POST", path, body, { "content-type": type });
    const { passed, refused } = await exhaust(13, (i) => send(bodies[i % 4] ?? ""));
    expect(passed).toBe(10);
    refused.forEach(expectLimited);
    const form = new URLSearchParams({ email, password }).toString();
    const sent = await send(form, "application/x-www-form-urlencoded");
    expect([sent.status, sent.body.code]).toEqual([400, "VALIDATION"]);
    // Blanks around an address make it none: no password is tried.
    expectStatus(await signIn(` ${email} `, "", password), 400);
  });

  it("bounds the guesses that are made all at once", async () => {
    world = await limited();
    const { email } = world.owner;
    // Not the one that is hashed quickly: all of them are to be under way together.
    const guess = () => signIn(email, "", "another wrong one");
    const answers = await Promise.all(Array.from({ length: 40 }, guess));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
  });
});

it("with limits on, an address is sent five mails for a new password in a quarter of an hour", async () => {
  const mail = await startMailServer();
  world = await limited({ SMTP_URL: mail.url, MAIL_FROM: "gatehouse@acme.test" });
  const ask = (email: string) =>
    new Person(world.server.url).post("/api/auth/request-password-reset", { email });
  const { passed, refused } = await exhaust(7, (i) =>
    ask(i % 2 ? world.owner.email : world.owner.email.toUpperCase()),
  );
  expect(passed).toBe(5);
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(600);
  expectStatus(await ask("nobody@acme.test"), 200);
  await waitUntil(() => mail.mails.length === 5);
  await mail.stop();
});
