import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { readMetric } from "../support/metrics";
import { askRaw, type HeaderList } from "../support/raw";
import type { LogLine } from "../support/server";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const PROXY = { TRUST_PROXY: "1" };
/** As the trusted proxy adds it, behind what the client made up. */
const FORWARDED = { "x-forwarded-for": "6.6.6.6, 203.0.113.7" };
const ADDRESS = "203.0.113.7";

const world = useWorld({
  env: PROXY,
  expected: [/Invalid password|User not found/, /^origin refused$/],
});

const answersOf = (route: string, status: number) =>
  readMetric(world.server.url, "gatehouse_http_answers_total", { route, status: String(status) });

/** The lines that were written since, awaited: they reach this process by a pipe. */
async function linesAfter(count: number, msg: string, expected: number): Promise<LogLine[]> {
  const find = () => world.server.logs.slice(count).filter((line) => line.msg === msg);
  await waitUntil(() => find().length >= expected);
  expect(find()).toHaveLength(expected);
  return find();
}
const countLines = () => world.server.logs.length;

it("a refused request is a line with its code, method, address and the pattern of its path", async () => {
  const guest = await world.buildGuest();
  const before = countLines();
  const path = "/api/admin/guest";
  expectStatus(await guest.get(`${path}?workspace=acme`, FORWARDED), 403);
  await world.lock(guest.guest.id);
  const posts = `/api/channels/${world.general.id}/messages`;
  expectStatus(await guest.post(posts, { body: "my words" }, FORWARDED), 403);
  const lines = await linesAfter(before, "request refused", 2);
  expect(lines).toMatchObject([
    { code: "FORBIDDEN", method: "GET", path, ip: ADDRESS },
    { code: "GUEST_LOCKED", method: "POST", path: "/api/channels/[id]/messages", ip: ADDRESS },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/my words|workspace=|session_token/);
});

it("an invitation that is refused is a line without its token", async () => {
  const token = await world.inviteGuest();
  const guest = await world.buildGuest();
  await world.lock(guest.guest.id);
  const before = countLines();
  expectStatus(await guest.post(`/api/invites/${token}/accept`, {}, FORWARDED), 403);
  const [line] = await linesAfter(before, "request refused", 1);
  expect(line).toMatchObject({ code: "GUEST_LOCKED", path: "/api/invites/[token]/accept" });
  expect(JSON.stringify(world.server.logs)).not.toContain(token);
});

it("a refused handshake is a line with its code and address", async () => {
  const guest = await world.buildGuest();
  await world.lock(guest.guest.id, "for a reason of ours");
  const before = countLines();
  const extraHeaders = { cookie: guest.cookie, ...FORWARDED };
  for (const transport of ["websocket", "polling"]) {
    const refusal = await guest
      .connect("acme", { extraHeaders, transports: [transport] })
      .refused();
    expect(refusal.code).toBe("GUEST_LOCKED");
  }
  expect((await guest.connect("elsewhere", { extraHeaders }).refused()).code).toBe("NOT_FOUND");
  const lines = await linesAfter(before, "handshake refused", 3);
  expect(lines).toMatchObject([
    { code: "GUEST_LOCKED", ip: ADDRESS },
    { code: "GUEST_LOCKED", ip: ADDRESS },
    { code: "NOT_FOUND", ip: ADDRESS },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/for a reason of ours|session_token/);
});

it("a sign-in that fails is a line with its address, and nothing of what was tried", async () => {
  const { email, password } = world.owner;
  const before = countLines();
  const signIn = (body: object) =>
    world.owner.at(world.server.url).post("/api/auth/sign-in/email", body, FORWARDED);
  expectStatus(await signIn({ email, password: "a wrong password" }), 401);
  expectStatus(await signIn({ email: "nobody@acme.test", password }), 401);
  expectStatus(await signIn({ email, password }), 200);
  const lines = await linesAfter(before, "sign-in failed", 2);
  for (const line of lines) expect(line).toMatchObject({ ip: ADDRESS });
  const all = JSON.stringify(world.server.logs.slice(before));
  for (const secret of ["a wrong password", password, email]) expect(all).not.toContain(secret);
});

it("what a connection sends and is refused is a line and is counted, by event and code", async () => {
  const guest = await world.buildGuest();
  const before = countLines();
  const tab = await guest.enter("acme", { extraHeaders: { cookie: guest.cookie, ...FORWARDED } });
  const count = (event: string, outcome: string) =>
    readMetric(world.server.url, "gatehouse_events_total", { event, outcome });
  const sent = await count("message:send", "ok");
  for (let i = 0; i < 5; i++) {
    await tab.emit("message:send", { channelId: "none", body: "my words" });
    await tab.emit("an event of my own", { body: "my words" });
  }
  await tab.send(world.general.id, "well said");
  expect(await count("message:send", "VALIDATION")).toBe(5);
  expect(await count("(unknown)", "VALIDATION")).toBe(5);
  expect(await count("message:send", "ok")).toBe(sent + 1);
  const { userId } = guest.guest;
  const lines = await linesAfter(before, "event refused", 2);
  expect(lines).toMatchObject([
    { code: "VALIDATION", event: "message:send", userId, ip: ADDRESS, count: 1 },
    { code: "VALIDATION", event: "(unknown)", userId, ip: ADDRESS, count: 1 },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/my words|of my own/);
  tab.close();
});

it("what is refused before it comes to a route is counted and told too", async () => {
  const before = countLines();
  const { url } = world.server;
  const count = (name: string, labels: Record<string, string>) => readMetric(url, name, labels);
  const foreign: [string, string][] = [["Origin", "https://evil.example"]];
  const polling = "/socket.io/?EIO=4&transport=polling";
  await askRaw(url, "/api/setup", { method: "POST", headers: foreign });
  await askRaw(url, polling, { headers: foreign });
  await askRaw(url, polling.replace("polling", "websocket"), { headers: foreign, upgrade: true });
  for (const transport of ["http", "polling", "websocket"]) {
    expect(await count("gatehouse_origin_refusals_total", { transport })).toBe(1);
  }
  expect(await answersOf("/socket.io", 403)).toBe(2);

  await askRaw(url, `${polling}&sid=madeup`);
  await askRaw(url, "/elsewhere", { upgrade: true });
  await askRaw(url, "/%E0%A4%A");
  await askRaw(url, "/w/acme/guests");
  await world.owner.connect("nowhere").refused();
  const refused = (code: string) => count("gatehouse_handshakes_refused_total", { code });
  expect(await refused("UNKNOWN_SID")).toBe(1);
  expect(await refused("NOT_FOUND")).toBeGreaterThan(0);
  expect(await answersOf("(unknown)", 404)).toBe(1);
  expect(await answersOf("(malformed)", 400)).toBe(1);
  const broken = connect(Number(new URL(url).port), "127.0.0.1");
  broken.resume().write("no request\r\n\r\n");
  await once(broken, "close");
  expect(await answersOf("(malformed)", 0)).toBe(1);
  const lines = await linesAfter(before, "request refused", 4);
  expect(lines.map(({ path, status }) => [path, status])).toEqual([
    ["/socket.io", 400],
    ["(unknown)", 404],
    ["(malformed)", 400],
    ["(malformed)", 0],
  ]);
});

it("an answer and the line about it share an id, also where nothing comes to a route", async () => {
  const { url } = world.server;
  const foreign: HeaderList = [["Origin", "https://id.example"]];
  const from: HeaderList = [["X-Forwarded-For", "203.0.113.8"]];
  const polling = "/socket.io/?EIO=4&transport=polling";
  const ids = new Set<string>();
  const asked: [path: string, msg: string | null, wish: Parameters<typeof askRaw>[2]][] = [
    ["/sign-in", null, {}],
    ["/api/health", null, {}],
    [polling, null, {}],
    [polling.replace("polling", "websocket"), null, { upgrade: true }],
    ["/api/workspaces", "request refused", {}],
    ["/api/admin/audit", "request refused", { method: "PUT" }],
    ["/%E0%A4%A", "request refused", {}],
    ["/nowhere", "request refused", { upgrade: true }],
    [`${polling}&sid=made-up`, "handshake refused", {}],
    ["/api/setup", "origin refused", { method: "POST", headers: foreign }],
    [polling, "origin refused", { headers: foreign }],
    [
      polling.replace("polling", "websocket"),
      "origin refused",
      { headers: foreign, upgrade: true },
    ],
  ];
  for (const [path, msg, wish] of asked) {
    const headers = [...from, ...(wish?.headers ?? [])];
    const id = (await askRaw(url, path, { ...wish, headers })).headers["x-request-id"];
    expect(id, path).toMatch(/^[0-9a-f-]{36}$/);
    ids.add(String(id));
    const find = () => world.server.logs.filter((line) => line.requestId === id);
    if (msg !== null) await waitUntil(() => find().some((line) => line.msg === msg));
  }
  expect(ids.size).toBe(asked.length);
});

it("the id of a proxy that is believed is taken over, and nothing that is none", async () => {
  const idOf = async (headers: HeaderList) =>
    (await askRaw(world.server.url, "/api/workspaces", { headers })).headers["x-request-id"];
  const ofProxy = "Root=1-5759e988-bd862e3fe1be46a994272793";
  expect(await idOf([["X-Request-Id", ofProxy]])).toBe(ofProxy);
  for (const none of ["", "a b", "x".repeat(129), 'a"b', "a\u00e4"]) {
    expect(await idOf([["X-Request-Id", none]]), none).toMatch(/^[0-9a-f-]{36}$/);
  }
  const twice: HeaderList = [ofProxy, "another"].map((id) => ["X-Request-Id", id]);
  expect(await idOf(twice)).toMatch(/^[0-9a-f-]{36}$/);
});

it("sixty refusals alike are one line, and a sum in the end; the answers are counted by route and status", async () => {
  const guest = await world.buildGuest();
  const before = countLines();
  const path = "/api/workspaces/[slug]/people";
  for (let i = 0; i < 60; i++) {
    expectStatus(await guest.get(`/api/workspaces/nowhere${i}/people`, FORWARDED), 404);
  }
  expect(await answersOf(path, 404)).toBe(60);
  const lines = () => world.server.logs.slice(before).filter((line) => line.path === path);
  await waitUntil(() => lines().length > 0);
  expect(lines()).toMatchObject([{ msg: "request refused", code: "NOT_FOUND", count: 1 }]);
  await world.server.stop();
  expect(lines().slice(1)).toMatchObject([{ msg: "request refused", status: 404, count: 59 }]);
});
