import { afterAll, beforeAll, expect, it } from "vitest";
import { readSessionToken } from "@/lib/session-cookie";
import { buildWorld, type World } from "../support/world";

const secret = "a secret of this test that is long enough";
const open = { secret, secure: false };

let world: World;
beforeAll(async () => {
  world = await buildWorld({ env: { BETTER_AUTH_SECRET: secret } });
});
afterAll(() => world.stop());

it("the cookie that better-auth sets is proved by our own check, and nothing like it", async () => {
  const { cookie } = world.owner;
  const { session } = (await world.owner.get("/api/auth/get-session")).body;
  expect(readSessionToken(cookie, open)).toBe(session.token);
  expect(readSessionToken(`theme=dark; ${cookie}; x`, open)).toBe(session.token);
  const [name = "", value = ""] = cookie.split("=");
  expect(readSessionToken(`__Secure-${cookie}`, { secret, secure: true })).toBe(session.token);
  for (const forged of [
    undefined,
    "",
    `${name}=`,
    `${name}=%E0%A4%A`,
    `${name}=${session.token}`,
    `${name}=${session.token}.`,
    `${name}=x${value}`,
    `${name}=${encodeURIComponent(`${session.token}.${Buffer.alloc(32).toString("base64")}`)}`,
    `__Secure-${cookie}`,
    // The first one counts, for better-auth too.
    `${name}=other; ${cookie}`,
  ]) {
    expect(readSessionToken(forged, open), forged).toBeNull();
  }
  expect(readSessionToken(cookie, { secret: `${secret}!`, secure: false })).toBeNull();
  const other = await world.owner.call("GET", "/api/workspaces", undefined, {
    cookie: `${name}=other; ${cookie}`,
  });
  expect(other.status).toBe(401);
});
