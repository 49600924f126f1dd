import { afterEach, describe, expect, it, vi } from "vitest";
import { beginDownload, uploaded } from "../support/files";
import { readMetric } from "../support/metrics";
import { type Answer, type Connection, Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { buildWorld, expectStatus, type World } from "../support/world";

let world: World;
/** Ten sign-ins cost ten password hashes, and each test has a server of its own. */
vi.setConfig({ testTimeout: 90_000 });
afterEach(async () => {
  expect(world.server.unexpected(/Invalid password|User not found|TRUST_PROXY/)).toEqual([]);
  await world.stop();
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
    world = await limited();
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
    await askMany(600, () => stranger.get(path));
    expectLimited(await stranger.get("/api/workspaces/nowhere/search?q=x"));
  });

  it("a person asks for so much in 10 s, pages and sessions too, and ends access all the same", async () => {
    world = await limited();
    const { owner } = world;
    const other = await world.buildMember();
    const { guest } = await world.buildGuest();
    const device = await owner.signIn();
    const page = `/w/acme/c/${world.general.id}`;
    expectStatus(await owner.get(page), 200);
    // Each counts as three; that there is nothing to be found makes it quick.
    await askMany(195, () => owner.get("/api/workspaces/nowhere/search?q=x"));
    const asked = await askMany(30, () => owner.get("/api/auth/get-session"));
    const refused = asked.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThan(10);
    expect(refused.length).toBeLessThan(30);
    refused.forEach(expectLimited);
    const sorry = expectStatus(await owner.get(page), 429);
    expect(sorry.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(Number(sorry.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(sorry.body).toMatch(/<p>Too many requests\. Try again in \d+ seconds?\.<\/p>/);
    expectLimited(await device.get("/api/workspaces"));
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
  const signIn = (email: string, from: string, password = "wrong password") =>
    new Person(world.server.url).post(
      "/api/auth/sign-in/email",
      { email, password },
      { "x-forwarded-for": from, forwarded: `for=${from}`, "x-real-ip": from },
    );

  it("is 10 a minute per address, whatever a client says its address is", async () => {
    world = await limited();
    const { passed, refused } = await exhaust(13, (i) => signIn(`a${i}@acme.test`, `9.9.9.${i}`));
    expect(passed).toBe(10);
    refused.forEach(expectLimited);
    const { email, password } = world.owner;
    expectLimited(await signIn(email, "9.9.9.99", password));
    expect((await world.owner.get("/api/workspaces")).status).toBe(200);
  });

  it("counts the address that the trusted proxy added, and no other", async () => {
    world = await limited({ TRUST_PROXY: "1" });
    const made = await exhaust(13, (i) => signIn(`a${i}@acme.test`, `6.6.6.${i}, 7.7.7.7`));
    expect(made.passed).toBe(10);
    made.refused.forEach(expectLimited);
    expect((await signIn("b@acme.test", "7.7.7.7, 6.6.6.6")).status).toBe(401);
  });

  it("is 10 a minute per account, from wherever they come and however it is written", async () => {
    world = await limited({ TRUST_PROXY: "1" });
    const { email, password } = world.owner;
    const { passed, refused } = await exhaust(13, (i) =>
      signIn(i % 2 ? email : email.toUpperCase(), `7.7.8.${i}`),
    );
    expect(passed).toBe(10);
    refused.forEach(expectLimited);
    expectLimited(await signIn(email, "7.7.9.1", password));
    const other = await signIn("somebody@acme.test", "7.7.9.2");
    expectStatus(other, 401);
  });

  it("counts the passwords that are tried through an invitation, by address and by account", async () => {
    world = await limited({ TRUST_PROXY: "1" });
    const { email } = world.owner;
    const token = await world.inviteGuest({ maxUses: 5 });
    const attempt = (from: string, to = email) =>
      new Person(world.server.url).post(
        `/api/invites/${token}/accept`,
        { name: "A Thief", email: to, password: "wrong password" },
        { "x-forwarded-for": from },
      );
    const byAccount = await exhaust(12, (i) => attempt(`7.9.8.${i}`));
    expect(byAccount.passed).toBe(10);
    byAccount.refused.forEach(expectLimited);
    expectLimited(await signIn(email, "7.9.9.1"));
    const other = await world.buildMember();
    await exhaust(10, () => signIn("nobody@acme.test", "7.9.9.2"));
    expectLimited(await attempt("7.9.9.2", other.email));
    expectStatus(await attempt("7.9.9.3", other.email), 401);
  });

  it("keeps nobody out who is signed in at the same address already", async () => {
    world = await limited({ TRUST_PROXY: "1" });
    const { email, password } = world.owner;
    const made = await exhaust(12, (i) => signIn(email, `7.7.10.${i}`));
    expect(made.passed).toBe(10);
    expectLimited(await signIn(email, "7.7.11.1", password));
    const own = { email, password };
    const here = () => new Person(world.server.url).post("/api/auth/sign-in/email", own);
    expectStatus(await here(), 200);
    const { passed, refused } = await exhaust(12, here);
    expect(passed).toBe(9);
    refused.forEach(expectLimited);
  });

  it("counts the account that is tried, however the body names it", async () => {
    world = await limited({ TRUST_PROXY: "1" });
    const { email, password } = world.owner;
    const quoted = JSON.stringify(email);
    const escaped = `"\\u006f${email.slice(1)}"`;
    const bodies = [
      `{"email":"nobody@acme.test","email":${quoted},"password":"wrong password"}`,
      `{"email":${escaped},"password":"wrong password"}`,
      `{"\\u0065mail":${quoted},"password":"wrong password"}`,
      `{"email":${JSON.stringify(email.toUpperCase())},"password":"wrong password"}`,
    ];
    const send = (body: string, from: string, type = "application/json") =>
      new Person(world.server.url).call("POST", "/api/auth/sign-in/email", body, {
        "content-type": type,
        "x-forwarded-for": from,
      });
    const { passed, refused } = await exhaust(13, (i) => send(bodies[i % 4] ?? "", `7.8.8.${i}`));
    expect(passed).toBe(10);
    refused.forEach(expectLimited);
    const form = new URLSearchParams({ email, password }).toString();
    const sent = await send(form, "7.8.9.1", "application/x-www-form-urlencoded");
    expect([sent.status, sent.body.code]).toEqual([400, "VALIDATION"]);
    // Blanks around an address make it none: no password is tried.
    expectStatus(await signIn(` ${email} `, "7.8.9.2", password), 400);
  });
});
