import { beforeAll, describe, expect, it } from "vitest";
import { BAD_BODIES, BAD_PARTS, BAD_VALUES } from "../support/bad-values";
import type { Connection } from "../support/person";
import { askRaw, type HeaderList, type RawAnswer, type RawRequest } from "../support/raw";
import { useWorld } from "../support/world";

const world = useWorld({ expected: [/^User not found$|^Password is too (short|long)$/] });
let bystander: Connection;
/** Somebody to be changed by requests that should not get so far. */
let targetId: string;
let token: string;
beforeAll(async () => {
  const guest = await world.buildGuest();
  targetId = (await world.buildGuest()).guest.id;
  token = await world.inviteGuest({ maxUses: 1000 });
  bystander = await guest.enter("acme");
  await bystander.send(world.general.id, "before");
});

interface Route {
  method: "POST" | "PATCH";
  path: string;
  /** A body that is right, field by field. */
  fields: Record<string, unknown>;
  optional?: string[];
  signedOut?: boolean;
}

const account = { name: "Nobody", email: "nobody@guests.test", password: "long enough" };
const ROUTES: Route[] = [
  {
    method: "POST",
    path: "/api/setup",
    fields: { ...account, workspace: { name: "Second", slug: "second" } },
    signedOut: true,
  },
  { method: "POST", path: "/api/workspaces", fields: { name: "Second", slug: "second" } },
  {
    method: "POST",
    path: "/api/workspaces/acme/channels",
    fields: { name: "new", visibility: "public", topic: "" },
    optional: ["topic"],
  },
  { method: "POST", path: "/api/workspaces/acme/invites", fields: { role: "member" } },
  {
    method: "POST",
    path: "/api/channels/GENERAL/messages",
    fields: { body: "x", clientId: crypto.randomUUID(), parentId: null },
    optional: ["clientId", "parentId"],
  },
  {
    method: "POST",
    path: "/api/admin/guest",
    fields: {
      workspace: "acme",
      channelIds: ["GENERAL"],
      email: "g@guests.test",
      expiresAt: "2099-01-01T00:00:00Z",
      accessHours: 5,
      maxUses: 1,
    },
    optional: ["email", "expiresAt", "accessHours", "maxUses"],
  },
  {
    method: "PATCH",
    path: "/api/admin/guest/GUEST",
    fields: { channelIds: ["GENERAL"], expiresAt: "2099-01-01T00:00:00Z" },
    optional: ["channelIds", "expiresAt"],
  },
  {
    method: "POST",
    path: "/api/admin/guest/GUEST/disconnect",
    fields: { reason: "because" },
    optional: ["reason"],
  },
  { method: "POST", path: "/api/invites/TOKEN/accept", fields: account, signedOut: true },
  {
    method: "POST",
    path: "/api/auth/sign-in/email",
    fields: { email: "a@b.test", password: "12345678" },
    signedOut: true,
  },
  {
    method: "POST",
    path: "/api/auth/change-password",
    fields: { currentPassword: "long enough", newPassword: "long enough" },
  },
  {
    method: "POST",
    path: "/api/auth/reset-password",
    fields: { token: "x", newPassword: "long enough" },
    signedOut: true,
  },
  { method: "POST", path: "/api/auth/update-user", fields: { name: "Olive Owner" } },
  { method: "POST", path: "/api/auth/revoke-session", fields: { token: "x" } },
];
/** What these fields take although it looks wrong: free text, or a wish that may be absent. */
const TAKEN: Record<string, string[]> = {
  reason: ["null", "an empty text"],
  parentId: ["null"],
  topic: ["an empty text"],
};

const fill = (text: string) =>
  text.replace("GENERAL", world.general.id).replace("GUEST", targetId).replace("TOKEN", token);

function ask(path: string, { signedOut = false, ...more }: RawRequest & { signedOut?: boolean }) {
  const headers: HeaderList = [
    ["Content-Type", "application/json"],
    ["Origin", world.server.url],
    ...(signedOut ? [] : ([["Cookie", world.owner.cookie]] as HeaderList)),
    ...(more.headers ?? []),
  ];
  return askRaw(world.server.url, fill(path), { ...more, headers });
}

/** Refused for what was sent, with a code, and never as our own failure. */
function expectCode(answer: RawAnswer, what: string, ...codes: string[]): void {
  const { status, body, text } = answer;
  expect(status, `${what}: ${text.slice(0, 200)}`).toBeGreaterThanOrEqual(400);
  expect(status, `${what}: ${text.slice(0, 200)}`).toBeLessThan(500);
  expect(body?.code, `${what}: ${status} ${text.slice(0, 200)}`).toMatch(/^[A-Z_]+$/);
  if (codes.length > 0) expect(codes, what).toContain(body.code);
  if (body.code === "VALIDATION") expect(body.issues?.length, what).toBeGreaterThan(0);
}

const deepObject = (name: string) => `${`{"${name}":`.repeat(5_000)}1${"}".repeat(5_000)}`;

describe.each(ROUTES)("$method $path", ({ method, path, fields, optional = [], signedOut }) => {
  // An instance that is set up says that, whatever is sent; the same fields are sent elsewhere.
  const others: Record<string, string[]> = {
    "/api/auth/sign-in/email": [],
    "/api/setup": ["CONFLICT"],
    "/api/auth/reset-password": ["VALIDATION", "INVITE_GONE"],
  };
  const ours = others[path] ?? ["VALIDATION"];

  it("refuses bodies that are no object", async () => {
    const [first = ""] = Object.keys(fields);
    for (const [what, body] of Object.entries({ ...BAD_BODIES, deep: deepObject(first) })) {
      expectCode(await ask(path, { method, body, signedOut }), what, ...ours);
    }
  });

  it("refuses fields that are wrong or missing", async () => {
    for (const name of Object.keys(fields)) {
      const { [name]: _, ...rest } = fields;
      if (!optional.includes(name)) {
        const body = fill(JSON.stringify(rest));
        expectCode(await ask(path, { method, body, signedOut }), `no ${name}`, ...ours);
      }
      for (const [what, value] of Object.entries(BAD_VALUES)) {
        if (TAKEN[name]?.includes(what) || (name === "expiresAt" && what === "null")) continue;
        const body = fill(JSON.stringify({ ...rest, [name]: value }));
        const answer = await ask(path, { method, body, signedOut });
        if (/password|^email$/i.test(name)) expectCode(answer, `${name}: ${what}`);
        else expectCode(answer, `${name}: ${what}`, ...ours);
      }
    }
  });

  it("refuses a body of 1 MB", async () => {
    const whole = JSON.stringify({ ...fields, more: "x".repeat(1_000_000) });
    const chunked: HeaderList = [["Transfer-Encoding", "chunked"]];
    for (const headers of [[], chunked]) {
      const answer = await ask(path, { method, body: fill(whole), signedOut, headers });
      expect([answer.status, answer.body.code]).toEqual([413, "TOO_LARGE"]);
    }
  });

  it("does not fail for want of a content type", async () => {
    for (const type of [
      "text/plain",
      "multipart/form-data; boundary=x",
      "application/json; charset=x",
      "x",
    ]) {
      const { status, text } = await askRaw(world.server.url, fill(path), {
        method,
        headers: [["Content-Type", type]],
        body: '{"x":1}',
      });
      expect(status, `${type}: ${text}`).toBeGreaterThanOrEqual(400);
      expect(status, `${type}: ${text}`).toBeLessThan(500);
    }
  });
});

/** The database has no such time, and none of them is a time that anybody means. */
const NO_TIMES = ["0000-06-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-12:00"];
const TIMED: [string, string, (at: string) => object][] = [
  ["PATCH", "/api/admin/guest/GUEST", (expiresAt) => ({ expiresAt })],
  [
    "PATCH",
    "/api/admin/guest/GUEST",
    (history) => ({ channels: [{ id: world.general.id, history }] }),
  ],
  [
    "PATCH",
    "/api/admin/guest/GUEST",
    (expiresAt) => ({ channels: [{ id: world.general.id, expiresAt }] }),
  ],
  [
    "POST",
    "/api/admin/guest",
    (expiresAt) => ({ workspace: "acme", channelIds: [world.general.id], expiresAt }),
  ],
  [
    "POST",
    "/api/admin/guest/bulk",
    (expiresAt) => ({ workspace: "acme", action: "extend", match: { all: true }, expiresAt }),
  ],
];

describe("a time that the database does not have", () => {
  it.each(TIMED)("is refused by %s %s", async (method, path, wish) => {
    for (const at of NO_TIMES) {
      const answer = await ask(path, { method, body: JSON.stringify(wish(at)) });
      expectCode(answer, at, "VALIDATION");
    }
  });

  it.each(["audit/export", "audit.csv", "guest.csv"])("is refused by %s", async (name) => {
    for (const at of ["0000-01-01", "9999-12-31", ...NO_TIMES.map(encodeURIComponent)]) {
      const answer = await ask(`/api/admin/${name}?workspace=acme&to=${at}`, { method: "GET" });
      expectCode(answer, at, "VALIDATION");
    }
  });
});

const PLACES = [
  "GET /api/workspaces/PART/channels",
  "POST /api/workspaces/PART/channels",
  "GET /api/workspaces/PART/people",
  "POST /api/workspaces/PART/invites",
  "GET /api/channels/PART/messages",
  "POST /api/channels/PART/messages",
  "POST /api/channels/PART/join",
  "POST /api/channels/PART/leave",
  "PATCH /api/admin/guest/PART",
  "DELETE /api/admin/guest/PART",
  "POST /api/admin/guest/PART/disconnect",
  "POST /api/admin/guest/PART/unlock",
  "POST /api/invites/PART/accept",
  "GET /api/admin/guest?workspace=PART",
  "GET /api/admin/audit?workspace=PART",
  "GET /api/PART",
  "GET /api/auth/PART",
  "POST /api/auth/PART",
];

describe("an address", () => {
  it.each(PLACES)("%s with garbage in it is not found", async (place) => {
    const [method = "", path = ""] = place.split(" ");
    for (const part of BAD_PARTS) {
      const answer = await ask(path.replace("PART", part), {
        method,
        body: method === "GET" ? "" : "{}",
      });
      expectCode(answer, `${method} ${path} ${part.slice(0, 50)}`, "NOT_FOUND", "VALIDATION");
    }
  });

  it.each(["before", "after", "limit"])("with a wrong %s in its query is refused", async (name) => {
    for (const value of [
      "-1",
      "1.5",
      "x",
      "1e99",
      "NaN",
      "Infinity",
      "[]",
      "%00",
      "%E0%A4%A",
      "9".repeat(400),
    ]) {
      const answer = await ask(`/api/channels/GENERAL/messages?${name}=${value}`, {});
      expectCode(answer, `${name}=${value}`, "VALIDATION");
    }
  });

  it("with a query that contradicts itself is refused", async () => {
    for (const query of ["before=2&after=1", "limit=0", "limit=201"]) {
      expectCode(await ask(`/api/channels/GENERAL/messages?${query}`, {}), query, "VALIDATION");
    }
    const nul = await ask("/api/admin/audit?workspace=acme&cursor=%00", {});
    expectCode(nul, "cursor", "VALIDATION");
    const far = await ask("/api/admin/audit?workspace=acme&cursor=zzzz'--", {});
    expect(far.status).toBe(200);
  });

  it("that is asked with a method it does not know is answered with a code", async () => {
    for (const path of [
      "/api/setup",
      "/api/workspaces",
      "/api/channels/GENERAL/messages",
      "/api/health",
      "/api/nowhere",
      "/api/auth/sign-out",
    ]) {
      for (const method of ["PUT", "DELETE", "PROPFIND", "TRACE", "MKCOL"]) {
        expectCode(await ask(path, { method }), `${method} ${path}`);
      }
    }
  });
});

it.each(["/_next/image", "/_next/image/", "/_next//image", "/%5Fnext/%69mage", "//_next/image"])(
  "nobody has pictures decoded at %s",
  async (path) => {
    const answer = await ask(`${path}?url=%2Ficon.svg&w=64&q=75`, { signedOut: true });
    expect([answer.status, answer.body?.code]).toEqual([404, "NOT_FOUND"]);
  },
);

describe("a cookie", () => {
  const forged = () => {
    const [pair = ""] = world.owner.cookie.split("; ");
    const [name = "", value = ""] = pair.split("=");
    const [id = "", signature = ""] = decodeURIComponent(value).split(".");
    return [
      `${name}=x`,
      `${name}=`,
      `${name}=%00`,
      `${name}=%E0%A4%A`,
      `${name}=${id}`,
      `${name}=${id}.`,
      `${name}=${id}.${"A".repeat(signature.length)}`,
      `${name}=x${id}.${encodeURIComponent(signature)}`,
      `${name}=${"x".repeat(6000)}`,
      "__proto__=x; constructor=y",
      "=; ;;; = ;a",
    ];
  };
  const paths = [
    "GET /api/workspaces",
    "GET /api/workspaces/acme/channels",
    "GET /api/channels/GENERAL/messages",
    "GET /api/admin/guest?workspace=acme",
    "POST /api/admin/guest/GUEST/disconnect",
    "POST /api/channels/GENERAL/messages",
  ];

  it.each(paths)("that is absent or forged opens nothing: %s", async (place) => {
    const [method = "", path = ""] = place.split(" ");
    for (const cookie of [null, ...forged()]) {
      const headers: HeaderList = cookie === null ? [] : [["Cookie", cookie]];
      const answer = await ask(path, { method, signedOut: true, headers });
      expect([answer.status, answer.body], String(cookie)).toEqual([
        401,
        { error: "Unauthorized", code: "UNAUTHENTICATED" },
      ]);
    }
  });
});

it("costs nobody else anything", async () => {
  expect(bystander.closedBecause).toBeNull();
  await bystander.send(world.general.id, "after");
  const { body } = await world.owner.get(`/api/channels/${world.general.id}/messages`);
  expect(body.messages.map((message: { body: string }) => message.body)).toEqual([
    "before",
    "after",
  ]);
  expect((await world.owner.get("/api/auth/get-session")).body.user.name).toBe("Olive Owner");
  const { guests, invites } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
  expect([guests.length, invites.length]).toEqual([2, 1]);
  expect(guests.map((guest: { status: string }) => guest.status)).toEqual(["active", "active"]);
  bystander.close();
});
