import { beforeAll, describe, expect, it } from "vitest";
import { clientEvents } from "@/lib/socket-events";
import type { Answer, Connection } from "../support/person";
import { useWorld } from "../support/world";
import { buildCast, type Cast, ROLES, type Role } from "./roles/cast";
import { handlerOf, listServed } from "./roles/served";
import { EVENT_ROWS, HTTP_ROWS, PAGE_ROWS, readAnswers, WRONG_ROWS } from "./roles/table";

const world = useWorld({
  env: { METRICS_TOKEN: "a-token-that-nobody-here-has", GUEST_LEASE_MS: "20000" },
});
let cast: Cast;
beforeAll(async () => {
  cast = await buildCast(world);
});

const fill = (text: string) => text.replace(/\b[A-Z]{4,}\b/g, (name) => cast.ids[name] ?? name);

const ask = (role: Role, method: string, path: string, body?: unknown): Promise<Answer> => {
  if (typeof body !== "string") return cast.people[role].call(method, fill(path), fillAll(body));
  const type = { "content-type": "application/octet-stream" };
  return cast.people[role].call(method, fill(path), body, type);
};

const fillAll = (body: unknown) => (body === undefined ? undefined : fill(JSON.stringify(body)));

/** For each role that a row expects something of: what came of asking, and a fault in how it was told. */
async function collect<T>(answers: string, askAs: (role: Role) => Promise<T>) {
  const expected = readAnswers(answers);
  const asked = ROLES.filter((role) => expected[role] !== undefined);
  const got = await Promise.all(asked.map(async (role) => [role, await askAs(role)] as const));
  return { expected, got };
}

const STATUS_OF: Readonly<Record<string, number>> = {
  VALIDATION: 400,
  UNAUTHENTICATED: 401,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  GUEST_LOCKED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INVITE_GONE: 410,
};

function outcomeOf({ status, body }: Answer): string | number {
  return status < 400 ? status : (body.code ?? `${status} without a code`);
}

describe("over HTTP", () => {
  it.each([...HTTP_ROWS, ...WRONG_ROWS])("%s: %s", async (request, answers, body) => {
    const [method = "", path = ""] = request.split(" ");
    const { expected, got } = await collect(answers, (role) => ask(role, method, path, body));
    expect(Object.fromEntries(got.map(([role, answer]) => [role, outcomeOf(answer)]))).toEqual(
      expected,
    );
    for (const [, { status, body: said }] of got) {
      if (status < 400) continue;
      expect(status).toBe(STATUS_OF[said.code]);
      // better-auth has bodies of its own, and a closed sign-up says what to do.
      if (path.startsWith("/api/auth/")) continue;
      expect(typeof said.error).toBe("string");
      if (said.code === "GUEST_LOCKED") expect(said.reason).toBe("Gone");
      if (said.code === "FORBIDDEN") expect(said.error).toBe("Not authorized");
      if (said.code === "UNAUTHENTICATED")
        expect(said).toEqual({ error: "Unauthorized", code: "UNAUTHENTICATED" });
    }
  });

  it("has a row for every method of every route that the server has", async () => {
    const served = await listServed(cast.people.nobody);
    expect(served.length).toBeGreaterThan(60);
    const tested = new Set(HTTP_ROWS.map(([request]) => handlerOf(request, served)));
    expect(served.filter((handler) => !tested.has(handler))).toEqual([]);
  });
});

describe("pages about people and access", () => {
  it.each(PAGE_ROWS)("%s: %s", async (request, answers) => {
    const { expected, got } = await collect(answers, (role) =>
      ask(role, "GET", request.replace("GET ", "")),
    );
    expect(Object.fromEntries(got.map(([role, { status }]) => [role, status]))).toEqual(expected);
  });

  it("change nothing by being opened, as a mail scanner does with the one that gives more time", async () => {
    const readTarget = async () => {
      const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
      return guests.find(({ id }: { id: string }) => id === cast.ids.TARGET);
    };
    const before = await readTarget();
    for (const role of ["owner", "nobody"] as const)
      await ask(role, "GET", "/w/acme/extend/TARGET");
    expect(await readTarget()).toEqual(before);
  });
});

describe("over sockets", () => {
  const tabs = new Map<Role, Connection>();
  beforeAll(async () => {
    await Promise.all(
      ROLES.map(async (role) => {
        const tab = cast.people[role].connect("acme");
        tabs.set(role, tab);
        await Promise.race([tab.next("ready").catch(() => undefined), tab.refused()]);
      }),
    );
    return () => tabs.forEach((tab) => tab.close());
  });

  it.each(EVENT_ROWS)("%s: %s", async (event, answers, payload) => {
    const { expected, got } = await collect(answers, async (role) => {
      const tab = tabs.get(role) as Connection;
      if (tab.refusal) return tab.refusal.code as string;
      const answer = await tab.emit(event, JSON.parse(fill(JSON.stringify(payload))));
      return answer.ok ? 200 : answer.error.code;
    });
    expect(Object.fromEntries(got)).toEqual(expected);
  });

  it("have a row for every event that the server takes", () => {
    const tested = new Set(EVENT_ROWS.map(([event]) => event));
    expect(Object.keys(clientEvents).filter((event) => !tested.has(event))).toEqual([]);
  });
});

it("leaves a guest whom only admins may change as they were", async () => {
  const { body } = await world.owner.get("/api/admin/guest?workspace=acme");
  const target = body.guests.find((guest: { id: string }) => guest.id === cast.ids.TARGET);
  expect(target).toMatchObject({ status: "active", lockedAt: null });
  for (const role of ["member", "guest", "locked", "stranger", "nobody"] as const) {
    const { status } = await ask(role, "DELETE", "/api/admin/guest/TARGET");
    expect(status, role).toBeGreaterThanOrEqual(401);
  }
  const after = await world.owner.get("/api/admin/guest?workspace=acme");
  expect(after.body.guests).toHaveLength(body.guests.length);
});

it("lets a guest of another workspace remove nobody there, not even themself", async () => {
  const answer = await cast.foreign.call("DELETE", fill("/api/admin/guest/FOREIGN"));
  expect([answer.status, answer.body.code]).toEqual([403, "FORBIDDEN"]);
});

describe("what is hidden and what is not there answer alike", () => {
  const PAIRS: [role: Role, method: string, hidden: string, missing: string, body?: object][] = [
    ["member", "GET", "/api/channels/SECRET/messages", "/api/channels/none/messages"],
    ["guest", "GET", "/api/channels/GENERAL/messages", "/api/channels/none/messages"],
    [
      "guest",
      "POST",
      "/api/channels/SECRET/messages",
      "/api/channels/none/messages",
      { body: "x" },
    ],
    ["locked", "GET", "/api/channels/SECRET/messages", "/api/channels/none/messages"],
    ["member", "POST", "/api/channels/SECRET/join", "/api/channels/none/join", {}],
    ["member", "POST", "/api/channels/SECRET/leave", "/api/channels/none/leave", {}],
    ["stranger", "GET", "/api/workspaces/acme/channels", "/api/workspaces/none/channels"],
    ["stranger", "GET", "/api/workspaces/acme/people", "/api/workspaces/none/people"],
    ["stranger", "GET", "/api/workspaces/acme/threads", "/api/workspaces/none/threads"],
    ["stranger", "GET", "/api/admin/guest?workspace=acme", "/api/admin/guest?workspace=none"],
    ["stranger", "GET", "/api/admin/audit?workspace=acme", "/api/admin/audit?workspace=none"],
    ["member", "DELETE", "/api/admin/guest/FOREIGN", "/api/admin/guest/none"],
    [
      "admin",
      "POST",
      "/api/admin/guest/FOREIGN/disconnect",
      "/api/admin/guest/none/disconnect",
      {},
    ],
    [
      "stranger",
      "POST",
      "/api/admin/guest/TARGET/disconnect",
      "/api/admin/guest/none/disconnect",
      {},
    ],
    [
      "nobody",
      "POST",
      "/api/admin/guest/TARGET/disconnect",
      "/api/admin/guest/none/disconnect",
      {},
    ],
  ];

  it.each(PAIRS)("%s: %s %s and %s", async (role, method, hidden, missing, body) => {
    const one = await ask(role, method, hidden, body);
    const other = await ask(role, method, missing, body);
    expect([one.status, one.body]).toEqual([other.status, other.body]);
    expect(one.body.code).toBe(role === "nobody" ? "UNAUTHENTICATED" : "NOT_FOUND");
    if (missing.includes("/guest/none") && role !== "nobody") {
      expect(one.body.error).toBe("Guest not found");
    }
  });

  it("also in the lists that an admin sends", async () => {
    const wish = (id: string) => ({ workspace: "acme", channelIds: ["SHARED", id] });
    const hidden = await ask("admin", "POST", "/api/admin/guest", wish("SECRET"));
    const missing = await ask("admin", "POST", "/api/admin/guest", wish("none"));
    expect([hidden.status, hidden.body]).toEqual([missing.status, missing.body]);
    expect(hidden.status).toBe(404);
    const change = (id: string) =>
      ask("admin", "PATCH", "/api/admin/guest/TARGET", { channelIds: ["SHARED", id] });
    const [one, other] = [await change("SECRET"), await change("none")];
    expect([one.status, one.body]).toEqual([other.status, other.body]);
    expect(one.status).toBe(404);
  });

  it("and over sockets", async () => {
    const guest = await cast.people.guest.enter("acme");
    const { SHARED, SECRET, HIDDEN: messageId } = cast.ids;
    const clientId = crypto.randomUUID();
    const pairs: [event: string, hidden: object, missing: object][] = [
      ["message:edit", { messageId, body: "x" }, { messageId: "none", body: "x" }],
      ["message:delete", { messageId }, { messageId: "none" }],
      ["reaction:toggle", { messageId, emoji: "👍" }, { messageId: "none", emoji: "👍" }],
      [
        "message:send",
        { channelId: SECRET, body: "x", clientId },
        { channelId: "none", body: "x", clientId },
      ],
      [
        "message:send",
        { channelId: SHARED, body: "x", clientId, parentId: messageId },
        { channelId: SHARED, body: "x", clientId, parentId: "none" },
      ],
      ["channel:read", { channelId: SECRET, seq: 1 }, { channelId: "none", seq: 1 }],
      ["typing:start", { channelId: SECRET }, { channelId: "none" }],
    ];
    for (const [event, hidden, missing] of pairs) {
      const answer = await guest.emit(event, hidden);
      expect(answer, event).toEqual(await guest.emit(event, missing));
      expect(answer, event).toMatchObject({ ok: false, error: { code: "NOT_FOUND" } });
    }
    guest.close();
  });
});
