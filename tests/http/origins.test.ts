import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  asLogged,
  corsOf,
  expectRefused,
  FRIEND,
  IDN_FRIEND,
  originSettings,
  OWN,
  refusals,
  STRANGERS,
} from "../support/origins";
import { askRaw, type HeaderList } from "../support/raw";
import { waitUntil } from "../support/wait";
import { buildWorld, type World } from "../support/world";

let world: World;
let stopped = false;
beforeAll(async () => {
  world = await buildWorld({ env: originSettings });
});
afterAll(async () => {
  if (!stopped) await world.stop();
  expect(world.server.unexpected(/RATE_LIMITS/, /^origin refused$/)).toEqual([]);
});

const AGENT = "Mozilla/5.0 (tests)";

/** A request of the owner's browser, from a page of these origins. */
function ask(
  method: string,
  path: string,
  origins: string[],
  more: HeaderList = [],
  body: unknown = {},
) {
  return askRaw(world.server.url, path, {
    method,
    headers: [
      ["Cookie", world.owner.cookie],
      ["Content-Type", "application/json"],
      ["User-Agent", AGENT],
      ...origins.map((origin): [string, string] => ["Origin", origin]),
      ...more,
    ],
    body: method === "GET" || method === "HEAD" ? "" : JSON.stringify(body),
  });
}

const CHANGES: [method: string, path: string, body?: unknown][] = [
  ["POST", "/api/setup"],
  ["POST", "/api/workspaces", { name: "Stolen", slug: "stolen" }],
  ["POST", "/api/workspaces/acme/channels", { name: "stolen", visibility: "public" }],
  ["POST", "/api/workspaces/acme/invites", { role: "admin" }],
  ["POST", "/api/channels/any/messages", { body: "stolen" }],
  ["POST", "/api/channels/any/join"],
  ["POST", "/api/channels/any/leave"],
  ["POST", "/api/admin/guest", { workspace: "acme", channelIds: ["any"] }],
  ["PATCH", "/api/admin/guest/any", { expiresAt: null }],
  ["DELETE", "/api/admin/guest/any"],
  ["POST", "/api/admin/guest/any/disconnect"],
  ["POST", "/api/admin/guest/any/unlock"],
  ["POST", "/api/invites/any/accept"],
  ["POST", "/api/auth/sign-in/email", { email: "a@b.test", password: "12345678" }],
  ["POST", "/api/auth/sign-out"],
  ["POST", "/api/auth/change-password"],
  ["POST", "/api/auth/update-user", { name: "Stolen" }],
  ["POST", "/api/auth/revoke-sessions"],
  ["POST", "/api/auth/organization/create"],
  ["PUT", "/api/nowhere"],
  ["POST", "/"],
  ["POST", "/sign-in"],
];

describe("a request that changes something", () => {
  it.each(CHANGES)("%s %s is refused to strangers", async (method, path, body) => {
    for (const origin of ["https://evil.example", "null", `${FRIEND}.evil.example`]) {
      expectRefused(await ask(method, path, [origin], [], body), origin);
    }
    for (const site of ["cross-site", "same-site"]) {
      expectRefused(await ask(method, path, [], [["Sec-Fetch-Site", site]], body), site);
    }
  });

  it.each(STRANGERS)("is refused to %s", async (_what, ...origins) => {
    const body = { name: "Stolen", slug: "stolen" };
    expectRefused(await ask("POST", "/api/workspaces", origins, [], body), "ours");
    expectRefused(await ask("POST", "/api/auth/sign-out", origins), "better-auth's");
    const same: HeaderList = [["Sec-Fetch-Site", "same-origin"]];
    expectRefused(
      await ask("POST", "/api/workspaces", origins, same, body),
      "and says same-origin",
    );
  });

  it("is told what it said itself and which setting allows it, and nothing of whom else we know", async () => {
    for (const origin of ["http://192.0.2.7:3000", "https://evil.example"]) {
      const { body } = await ask("POST", "/api/workspaces", [origin]);
      expect(body.error).toMatch(/^\S+ is not allowed .*ALLOWED_ORIGINS/);
      expect(body.error.split(" ")[0]).toBe(origin);
      expect(body.error).not.toMatch(/friend|chat\.example/);
    }
    // Set as this would have it, they would stop the start.
    for (const origin of ["null", "chrome-extension://abc"]) {
      const { body } = await ask("POST", "/api/workspaces", [origin]);
      expect(body.error).toMatch(/no setting allows it/);
    }
  });

  it("left nothing behind", async () => {
    const { body } = await world.owner.get("/api/workspaces");
    expect(body.workspaces).toHaveLength(1);
    const session = await world.owner.get("/api/auth/get-session");
    expect(session.body.user.name).toBe("Olive Owner");
    const channels = await world.owner.get("/api/workspaces/acme/channels");
    expect(channels.body.channels).toHaveLength(1);
  });

  it("passes from our own pages, from friends and from clients that are no browser", async () => {
    const passes: [string[], HeaderList][] = [
      [[OWN], []],
      [[FRIEND], [["Sec-Fetch-Site", "cross-site"]]],
      [[IDN_FRIEND], []],
      [[], []],
      [[], [["Sec-Fetch-Site", "same-origin"]]],
      [[], [["Sec-Fetch-Site", "none"]]],
    ];
    for (const [origins, more] of passes) {
      const body = { body: `from ${origins[0] ?? "nowhere"}` };
      const path = `/api/channels/${world.general.id}/messages`;
      const answer = await ask("POST", path, origins, more, body);
      expect([answer.status, answer.body?.code], origins[0]).toEqual([201, undefined]);
    }
  });

  it("signs in from a friend's page through better-auth", async () => {
    const { email, password } = world.owner;
    const sent = { email, password };
    const answer = await ask("POST", "/api/auth/sign-in/email", [FRIEND], [], sent);
    expect(answer.status).toBe(200);
    expect(answer.headers["access-control-allow-origin"]).toBe(FRIEND);
  });
});

describe("the CORS answer", () => {
  it("names exactly the friend", async () => {
    for (const [method, path] of [
      ["GET", "/api/health"],
      ["GET", "/api/workspaces"],
      ["GET", "/api/nowhere"],
      ["POST", "/api/workspaces/acme/channels"],
    ] as const) {
      const { headers } = await ask(method, path, [FRIEND]);
      expect(headers["access-control-allow-origin"], path).toBe(FRIEND);
      expect(headers["access-control-allow-credentials"], path).toBe("true");
      expect(headers.vary?.split(", "), path).toContain("Origin");
    }
  });

  it("answers a friend's preflight", async () => {
    const asks: HeaderList = [
      ["Access-Control-Request-Method", "PATCH"],
      ["Access-Control-Request-Headers", "content-type"],
    ];
    const answer = await ask("OPTIONS", "/api/admin/guest/any", [FRIEND], asks);
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": FRIEND,
      "access-control-allow-credentials": "true",
    });
    expect(answer.headers["access-control-allow-methods"]).toContain("PATCH");
    expect(answer.headers["access-control-allow-headers"]?.toLowerCase()).toContain("content-type");
    expect(answer.headers.vary).toContain("Origin");
  });

  it("is for nobody else", async () => {
    const asks: HeaderList = [["Access-Control-Request-Method", "POST"]];
    for (const [what, ...origins] of [...STRANGERS, ["our own", OWN], ["nobody"]]) {
      expect(corsOf(await ask("GET", "/api/workspaces", origins)), what).toEqual([]);
      expect(corsOf(await ask("OPTIONS", "/api/workspaces", origins, asks)), what).toEqual([]);
    }
    expect(corsOf(await ask("GET", "/sign-in", [FRIEND]))).toEqual([]);
  });
});

describe("the log", () => {
  it("has one line per address, origin and transport, and sums a storm up", async () => {
    const storm = "https://storm.example";
    const before = refusals(world.server).length;
    for (let i = 0; i < 20; i++) await ask("POST", "/api/workspaces", [storm]);
    await waitUntil(() => refusals(world.server).length > before);
    const lines = refusals(world.server).slice(before);
    expect(lines).toMatchObject([
      { level: 40, origin: storm, ip: "127.0.0.1", transport: "http", userAgent: AGENT, count: 1 },
    ]);
    for (const [what, ...origins] of STRANGERS) {
      const about = refusals(world.server).filter((line) => line.origin === asLogged(origins));
      expect(about, what).toHaveLength(1);
    }
    stopped = true;
    await world.stop();
    const about = refusals(world.server).filter((line) => line.origin === storm);
    expect(about.map((line) => line.count)).toEqual([1, 19]);
  });
});
