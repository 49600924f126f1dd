import { afterAll, beforeAll, expect, it } from "vitest";
import type { LogLine } from "../support/server";
import { waitUntil } from "../support/wait";
import { buildWorld, expectStatus, type World } from "../support/world";

const PROXY = { TRUST_PROXY: "1" };
/** As the trusted proxy adds it, behind what the client made up. */
const FORWARDED = { "x-forwarded-for": "6.6.6.6, 203.0.113.7" };
const ADDRESS = "203.0.113.7";

let world: World;
beforeAll(async () => {
  world = await buildWorld({ env: PROXY });
});
afterAll(async () => {
  expect(world.server.unexpected(/RATE_LIMITS/, /Invalid password|User not found/)).toEqual([]);
  await world.stop();
});

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
