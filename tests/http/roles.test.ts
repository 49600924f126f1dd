import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel } from "@/lib/api-types";
import { type Answer, Person } from "../support/person";
import { buildWorld, expectStatus, inWorkspace, type World } from "../support/world";

const ROLES = ["owner", "admin", "member", "guest", "locked", "stranger", "nobody"] as const;
type Role = (typeof ROLES)[number];

let world: World;
let people: Record<Role, Person>;
/** Public, with the guests in it; public without; and the owner's alone. */
let shared: Channel;
let secret: Channel;
let targetId: string;
let foreignId: string;
beforeAll(async () => {
  world = await buildWorld();
  shared = await world.buildChannel();
  secret = await world.buildChannel({ visibility: "private" });
  const made = await world.owner.post("/api/workspaces", { name: "Other", slug: "other" });
  const elsewhere = expectStatus(made, 201).body.channel as Channel;
  const other = inWorkspace(world.server, world.owner, "other", elsewhere);
  const [locked, target, stranger] = await Promise.all([
    world.buildGuest({ channels: [shared] }),
    world.buildGuest({ channels: [shared] }),
    other.buildGuest(),
  ]);
  people = {
    owner: world.owner,
    admin: await world.buildMember({ role: "admin" }),
    member: await world.buildMember(),
    guest: await world.buildGuest({ channels: [shared] }),
    locked,
    stranger,
    nobody: new Person(world.server.url),
  };
  targetId = target.guest.id;
  foreignId = stranger.guest.id;
  await world.lock(locked.guest.id, "Gone");
});
afterAll(async () => {
  expect(world.server.unexpected(/RATE_LIMITS/)).toEqual([]);
  await world.stop();
});

const fill = (text: string) =>
  text
    .replace("SHARED", shared.id)
    .replace("GENERAL", world.general.id)
    .replace("SECRET", secret.id)
    .replace("TARGET", targetId)
    .replace("FOREIGN", foreignId);

const ask = (role: Role, method: string, path: string, body?: object): Promise<Answer> =>
  people[role].call(method, fill(path), body && fill(JSON.stringify(body)));

const gone = "GUEST_LOCKED";
const out = "NOT_FOUND";
const yes = 200;
const made = 201;
const F = "FORBIDDEN";
const C = "CONFLICT";
const U = "UNAUTHENTICATED";
const guestWish = { workspace: "acme", channelIds: ["SHARED"] };
const newChannel = { name: "general", visibility: "public" };

/** What each role is answered: a status, or the code of a refusal; null where it is not asked. */
const TABLE: [
  method: string,
  path: string,
  body: object | undefined,
  ...(string | number | null)[],
][] = [
  //                                                     owner  admin member guest  locked stranger nobody
  ["GET", "/api/workspaces", undefined, yes, yes, yes, yes, yes, yes, U],
  ["POST", "/api/workspaces", { name: "X", slug: "acme" }, C, F, F, F, F, F, U],
  ["GET", "/api/workspaces/acme/channels", undefined, yes, yes, yes, yes, gone, out, U],
  ["POST", "/api/workspaces/acme/channels", newChannel, C, C, C, F, gone, out, U],
  ["GET", "/api/workspaces/acme/people", undefined, yes, yes, yes, yes, gone, out, U],
  ["GET", "/api/workspaces/acme/direct", undefined, yes, yes, yes, yes, gone, out, U],
  ["POST", "/api/workspaces/acme/invites", { role: "member" }, made, made, F, F, gone, out, U],
  ["GET", "/api/channels/SHARED/messages", undefined, yes, yes, yes, yes, gone, out, U],
  ["GET", "/api/channels/GENERAL/messages", undefined, yes, yes, yes, out, out, out, U],
  ["GET", "/api/channels/SECRET/messages", undefined, yes, out, out, out, out, out, U],
  ["POST", "/api/channels/SHARED/messages", { body: "x" }, made, made, made, made, gone, out, U],
  ["POST", "/api/channels/SECRET/messages", { body: "x" }, made, out, out, out, out, out, U],
  ["POST", "/api/channels/SHARED/join", {}, yes, yes, yes, F, gone, out, U],
  ["GET", "/api/admin/guest?workspace=acme", undefined, yes, yes, F, F, gone, out, U],
  ["POST", "/api/admin/guest", guestWish, made, made, F, F, gone, out, U],
  ["PATCH", "/api/admin/guest/TARGET", { expiresAt: null }, yes, yes, F, F, gone, out, U],
  ["POST", "/api/admin/guest/TARGET/disconnect", {}, yes, yes, F, F, gone, out, U],
  ["POST", "/api/admin/guest/TARGET/unlock", {}, yes, yes, F, F, gone, out, U],
  ["POST", "/api/admin/guest/TARGET/sign-out", {}, yes, yes, F, F, gone, out, U],
  ["POST", "/api/workspaces/acme/members/none/sign-out", {}, out, out, F, F, gone, out, U],
  ["POST", "/api/workspaces/acme/sign-out", {}, null, F, F, F, gone, out, U],
  ["DELETE", "/api/admin/guest/none", undefined, out, out, out, out, out, out, U],
  ["DELETE", "/api/admin/guest/FOREIGN", undefined, null, out, out, out, out, F, U],
  ["GET", "/api/admin/audit?workspace=acme", undefined, yes, yes, F, F, gone, out, U],
  ["GET", "/api/health", undefined, yes, yes, yes, yes, yes, yes, yes],
  ["GET", "/api/ready", undefined, yes, yes, yes, yes, yes, yes, yes],
];

describe.each(TABLE)("%s %s", (method, path, body, ...expected) => {
  const asked = ROLES.map((role, i) => [role, expected[i] ?? ""] as const);
  it.each(asked.filter(([, answer]) => answer !== ""))("%s: %s", async (role, answer) => {
    const { status, body: got } = await ask(role, method, path, body);
    if (typeof answer === "number") return expect([status, got.code]).toEqual([answer, undefined]);
    expect([got.code, typeof got.error]).toEqual([answer, "string"]);
    const statuses: Record<string, number> = {
      UNAUTHENTICATED: 401,
      NOT_FOUND: 404,
      CONFLICT: 409,
    };
    expect(status).toBe(statuses[answer] ?? 403);
    if (answer === gone) expect(got.reason).toBe("Gone");
    if (answer === F) expect(got.error).toBe("Not authorized");
    if (answer === U) expect(got).toEqual({ error: "Unauthorized", code: U });
  });
});

it("leaves a guest whom only admins may change as they were", async () => {
  const { body } = await world.owner.get("/api/admin/guest?workspace=acme");
  const target = body.guests.find((guest: { id: string }) => guest.id === targetId);
  expect(target).toMatchObject({ status: "active", lockedAt: null });
  for (const role of ["member", "guest", "locked", "stranger", "nobody"] as const) {
    const { status } = await ask(role, "DELETE", "/api/admin/guest/TARGET");
    expect(status, role).toBeGreaterThanOrEqual(401);
  }
  const after = await world.owner.get("/api/admin/guest?workspace=acme");
  expect(after.body.guests).toHaveLength(body.guests.length);
});

/** At each address something that is wrong in what is sent, and who may not do this at all, if there is anybody. */
const WRONG: [method: string, path: string, body: object | undefined, mayNot: Role | null][] = [
  ["POST", "/api/workspaces/acme/channels", { name: "x", visibility: "no" }, "guest"],
  ["POST", "/api/workspaces/acme/invites", { role: "no" }, "member"],
  ["POST", "/api/workspaces/acme/direct", { userIds: "no" }, null],
  ["PATCH", "/api/workspaces/acme", { guestDirect: "no" }, "member"],
  ["PATCH", "/api/workspaces/acme/members/none", { role: "no" }, "member"],
  ["GET", "/api/workspaces/acme/search?q=", undefined, null],
  ["GET", "/api/workspaces/acme/threads?cursor=", undefined, null],
  ["PATCH", "/api/channels/SHARED", { name: 1 }, "guest"],
  ["PATCH", "/api/channels/SHARED/membership", { muted: "no" }, null],
  ["POST", "/api/channels/SHARED/people", {}, "guest"],
  ["POST", "/api/channels/SHARED/messages", { body: 1 }, null],
  ["GET", "/api/channels/SHARED/messages?limit=0", undefined, null],
  ["POST", "/api/channels/SHARED/files", undefined, null],
  ["POST", "/api/admin/guest", { workspace: "acme", channelIds: [] }, "member"],
  ["PATCH", "/api/admin/guest/TARGET", { expiresAt: "no" }, "member"],
  ["DELETE", "/api/admin/guest/TARGET", { keepInvites: "no" }, "member"],
  ["POST", "/api/admin/guest/TARGET/disconnect", { reason: 1 }, "member"],
  ["GET", "/api/admin/audit?workspace=acme&kind=no", undefined, "member"],
];

it("tells nobody but owners what is wrong in the address of a new workspace", async () => {
  const told = async (role: Role) =>
    (await ask(role, "POST", "/api/workspaces", { name: "X", slug: "-" })).body.code;
  expect(await told("nobody")).toBe(U);
  expect(await told("admin")).toBe(F);
  expect(await told("owner")).toBe("VALIDATION");
});

describe.each(WRONG)("what is wrong in %s %s", (method, path, body, mayNot) => {
  it("is told to nobody who may not do it", async () => {
    const told = async (role: Role) => (await ask(role, method, path, body)).body.code;
    expect(await told("nobody")).toBe(U);
    expect(await told("stranger")).toBe(out);
    expect(await told("locked")).toBe(gone);
    if (mayNot) expect(await told(mayNot)).toBe(F);
    expect(await told("owner")).toBe("VALIDATION");
  });
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
    const wish = (id: string) => ({ workspace: "acme", channelIds: [shared.id, id] });
    const hidden = await people.admin.post("/api/admin/guest", wish(secret.id));
    const missing = await people.admin.post("/api/admin/guest", wish("none"));
    expect([hidden.status, hidden.body]).toEqual([missing.status, missing.body]);
    expect(hidden.status).toBe(404);
    const change = (id: string) =>
      people.admin.call("PATCH", `/api/admin/guest/${targetId}`, { channelIds: [shared.id, id] });
    const [one, other] = [await change(secret.id), await change("none")];
    expect([one.status, one.body]).toEqual([other.status, other.body]);
    expect(one.status).toBe(404);
  });

  it("and over sockets", async () => {
    const owner = await world.owner.enter("acme");
    const { id: messageId } = await owner.send(secret.id, "hidden");
    const guest = await people.guest.enter("acme");
    const clientId = crypto.randomUUID();
    const pairs: [event: string, hidden: object, missing: object][] = [
      ["message:edit", { messageId, body: "x" }, { messageId: "none", body: "x" }],
      ["message:delete", { messageId }, { messageId: "none" }],
      ["reaction:toggle", { messageId, emoji: "👍" }, { messageId: "none", emoji: "👍" }],
      [
        "message:send",
        { channelId: secret.id, body: "x", clientId },
        { channelId: "none", body: "x", clientId },
      ],
      [
        "message:send",
        { channelId: shared.id, body: "x", clientId, parentId: messageId },
        { channelId: shared.id, body: "x", clientId, parentId: "none" },
      ],
      ["channel:read", { channelId: secret.id, seq: 1 }, { channelId: "none", seq: 1 }],
      ["typing:start", { channelId: secret.id }, { channelId: "none" }],
    ];
    for (const [event, hidden, missing] of pairs) {
      const answer = await guest.emit(event, hidden);
      expect(answer, event).toEqual(await guest.emit(event, missing));
      expect(answer, event).toMatchObject({ ok: false, error: { code: "NOT_FOUND" } });
    }
    guest.close();
    owner.close();
  });
});
