import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Channel, Message } from "@/lib/api-types";
import { Person } from "../support/person";
import { startServer } from "../support/server";
import { waitUntil } from "../support/wait";
import { expectStatus, inWorkspace, useWorld } from "../support/world";

const world = useWorld({ embedded: true, expected: [/User not found/, /TRUST_PROXY/] });

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const text = expect.any(String);
const time = expect.stringMatching(ISO);

/** What a process has loaded, where the system tells. */
const MAPS = "/proc/self/maps";

it.skipIf(!existsSync(MAPS))("a start in production takes the configuration of the build", () => {
  const loaded = readFileSync(MAPS.replace("self", String(world.server.pid)), "utf8");
  expect(loaded).toContain("node");
  // With its compiler, Next reads the configuration anew, which takes time and has standard output block.
  expect(loaded).not.toMatch(/next-swc/);
});

describe("the first run", () => {
  it("succeeds once, also when two try at the same time", async () => {
    const server = await startServer();
    expect((await new Person(server.url).get("/setup")).status).toBe(200);
    const people = ["one", "two"].map((name) => new Person(server.url, name, `${name}@acme.test`));
    const common = await new Person(server.url).post("/api/setup", {
      name: "Eve",
      email: "eve@acme.test",
      password: "Password123",
      workspace: { name: "Acme", slug: "acme" },
    });
    expect(common).toMatchObject({
      status: 400,
      body: { code: "VALIDATION", issues: [{ path: "password" }] },
    });
    const answers = await Promise.all(
      people.map(async (person) => {
        const { name, email, password } = person;
        return person.post("/api/setup", {
          name,
          email,
          password,
          workspace: { name, slug: name },
        });
      }),
    );
    expect(answers.map((answer) => answer?.status).sort()).toEqual([201, 409]);
    const first = answers.findIndex((answer) => answer?.status === 201);
    expect(answers[1 - first]?.body).toMatchObject({ code: "CONFLICT", error: text });
    const { name } = people[first] as Person;
    expect(answers[first]?.body).toMatchObject({
      workspace: { id: text, slug: name, name },
      channel: { id: text, name: "general", visibility: "public", joined: true, lastSeq: 0 },
    });
    const session = await people[first]?.get("/api/workspaces");
    expect(session?.body).toEqual({
      workspaces: [{ ...answers[first]?.body.workspace, icon: null, as: "owner" }],
    });
    expect((await people[1 - first]?.get("/api/workspaces"))?.status).toBe(401);
    const signIn = { email: people[1 - first]?.email, password: people[1 - first]?.password };
    expect((await new Person(server.url).post("/api/auth/sign-in/email", signIn)).status).toBe(401);
    expect(server.unexpected(/RATE_LIMITS/, /User not found/)).toEqual([]);
    await server.stop();
  }, 120_000);
});

describe("workspaces", () => {
  it("are made by owners, with addresses of their own", async () => {
    const wish = { name: "Second", slug: "second" };
    const made = await world.owner.post("/api/workspaces", wish);
    expect([made.status, made.body]).toMatchObject([
      201,
      { workspace: { id: text, ...wish }, channel: { name: "general", visibility: "public" } },
    ]);
    expect(await world.owner.post("/api/workspaces", wish)).toMatchObject({
      status: 409,
      body: { code: "CONFLICT" },
    });
    const second = inWorkspace(world.server, world.owner, "second", made.body.channel);
    const guest = await second.buildGuest({ accessHours: 2 });
    expect((await guest.get("/api/workspaces")).body).toEqual({
      workspaces: [
        {
          ...made.body.workspace,
          icon: null,
          as: "guest",
          guest: { id: guest.guest.id, status: "active", expiresAt: guest.guest.expiresAt },
        },
      ],
    });
    expect(guest.guest.expiresAt).toMatch(ISO);
  });
});

describe("channels", () => {
  const names = async (person: Person) =>
    (await person.get("/api/workspaces/acme/channels")).body.channels.map((one: Channel) => [
      one.name,
      one.joined,
    ]);

  it("are seen by members when public or joined, by guests when admitted to", async () => {
    const open = await world.buildChannel({ name: "Open" });
    const closed = await world.buildChannel({ name: "closed", visibility: "private" });
    const member = await world.buildMember();
    const guest = await world.buildGuest({ channels: [closed] });
    expect(await names(world.owner)).toEqual([
      ["closed", true],
      ["general", true],
      ["Open", true],
    ]);
    expect(await names(member)).toEqual([
      ["general", true],
      ["Open", false],
    ]);
    expect(await names(guest)).toEqual([["closed", true]]);
    expect(open).toMatchObject({ topic: "", lastSeq: 0, lastRev: 0, lastReadSeq: 0, joined: true });
    expect(open.createdAt).toMatch(ISO);
    await member.post(`/api/channels/${open.id}/messages`, { body: "hello" });
    expect(await names(member)).toEqual([
      ["general", true],
      ["Open", true],
    ]);
    expectStatus(await member.post(`/api/channels/${open.id}/leave`), 200);
    expect(await names(member)).toEqual([
      ["general", true],
      ["Open", false],
    ]);
    expectStatus(await member.post(`/api/channels/${open.id}/join`), 200);
    expect(await names(member)).toEqual([
      ["general", true],
      ["Open", true],
    ]);
  });

  it("have names of their own, whatever the case", async () => {
    const wish = { name: "GENERAL", visibility: "private", topic: "x" };
    const answer = await world.owner.post("/api/workspaces/acme/channels", wish);
    expect(answer).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    const made = await world.owner.post("/api/workspaces/acme/channels", {
      ...wish,
      name: "topical",
    });
    expect(expectStatus(made, 201).body.channel).toMatchObject({ name: "topical", topic: "x" });
  });
});

describe("people", () => {
  const known = async (person: Person) =>
    (await person.get("/api/workspaces/acme/people")).body.people.map(
      (one: { name: string }) => one.name,
    );

  it("are all known to members, to guests only those who share a channel", async () => {
    const one = await world.buildChannel({ visibility: "private" });
    const two = await world.buildChannel({ visibility: "private" });
    const first = await world.buildGuest({ channels: [one], name: "Zara First" });
    const mate = await world.buildGuest({ channels: [one], name: "Zara Mate" });
    const apart = await world.buildGuest({ channels: [two], name: "Zara Apart" });
    const member = await world.buildMember({ name: "Yann Member" });
    expect(await known(first)).toEqual(["Olive Owner", first.name, mate.name]);
    expect(await known(apart)).toEqual(["Olive Owner", apart.name]);
    const all = await known(member);
    expect(all).toEqual(
      expect.arrayContaining(["Olive Owner", first.name, apart.name, member.name]),
    );
    const { people } = (await member.get("/api/workspaces/acme/people")).body;
    const entry = people.find((person: { name: string }) => person.name === first.name);
    expect(entry).toMatchObject({ as: "guest", sponsor: "Olive Owner" });
    expect(JSON.stringify((await first.get("/api/workspaces/acme/people")).body)).not.toContain(
      "@",
    );
  });
});

describe("messages", () => {
  it("come in pages, forwards and backwards", async () => {
    const { id } = await world.buildChannel();
    for (let i = 1; i <= 7; i++) {
      await world.owner.post(`/api/channels/${id}/messages`, { body: `${i}` });
    }
    const page = async (query: string) => {
      const { body } = await world.owner.get(`/api/channels/${id}/messages${query}`);
      return [body.messages.map((one: Message) => one.seq), body.hasMore];
    };
    expect(await page("")).toEqual([[1, 2, 3, 4, 5, 6, 7], false]);
    expect(await page("?limit=3")).toEqual([[5, 6, 7], true]);
    expect(await page("?before=5&limit=3")).toEqual([[2, 3, 4], true]);
    expect(await page("?before=2&limit=3")).toEqual([[1], false]);
    expect(await page("?after=2&limit=3")).toEqual([[3, 4, 5], true]);
    expect(await page("?after=4&limit=3")).toEqual([[5, 6, 7], false]);
    expect(await page("?after=7")).toEqual([[], false]);
    expect(await page("?before=1")).toEqual([[], false]);
  });

  it("have the shape that was agreed, and are made once per clientId", async () => {
    const guest = await world.buildGuest();
    const path = `/api/channels/${world.general.id}/messages`;
    const draft = { body: " two\nlines ", clientId: crypto.randomUUID() };
    const made = await guest.post(path, draft);
    expect(made.status).toBe(201);
    expect(made.body.message).toMatchObject({
      id: text,
      channelId: world.general.id,
      seq: expect.any(Number),
      rev: expect.any(Number),
      author: { id: guest.guest.userId, name: guest.name, guest: true },
      body: draft.body,
      parentId: null,
      createdAt: time,
      editedAt: null,
      deletedAt: null,
      reactions: [],
      clientId: draft.clientId,
    });
    const again = await guest.post(path, { ...draft, body: "other words" });
    expect([again.status, again.body]).toEqual([200, made.body]);
    const parentId = made.body.message.id as string;
    const reply = await guest.post(path, { body: "reply", parentId });
    expect(reply.body.message).toMatchObject({ parentId, clientId: text });
    expect(reply.body.message.seq).toBe(made.body.message.seq + 1);
  });
});

describe("better-auth", () => {
  it("is closed to everything that is not needed", async () => {
    const account = { name: "X", email: "x@evil.test", password: "long enough" };
    const stranger = new Person(world.server.url);
    expect(await stranger.post("/api/auth/sign-up/email", account)).toMatchObject({
      status: 403,
      body: { code: "FORBIDDEN" },
    });
    const paths = [
      "POST organization/create",
      "GET organization/list",
      "GET organization/get-full-organization",
      "GET organization/list-members",
      "POST organization/invite-member",
      "POST organization/set-active",
      "POST organization/add-member",
      "POST delete-user",
      "POST change-email",
      "POST request-password-reset",
      "POST sign-in/social",
      "GET verify-email",
      "GET list-accounts",
      "POST set-password",
      "GET SIGN-UP/EMAIL",
      "POST sign-up/email/",
      "POST sign-up//email",
      "POST nothing",
    ];
    const guest = await world.buildGuest();
    for (const person of [world.owner, guest, stranger]) {
      for (const path of paths) {
        const [method = "", place = ""] = path.split(" ");
        const answer = await person.call(
          method,
          `/api/auth/${place}`,
          method === "POST" ? {} : undefined,
        );
        expect([path, answer.status, answer.body?.code ?? "moved"]).toEqual([
          path,
          answer.status === 308 ? 308 : 404,
          answer.status === 308 ? "moved" : "NOT_FOUND",
        ]);
      }
    }
    const sent = { email: account.email, password: account.password };
    expect((await stranger.post("/api/auth/sign-in/email", sent)).status).toBe(401);
  });
});

describe("every answer", () => {
  it("can be installed: a manifest with icons, for strangers too", async () => {
    const stranger = new Person(world.server.url);
    const { status, body } = await stranger.get("/manifest.webmanifest");
    expect({ status, start: body.start_url }).toEqual({ status: 200, start: "/" });
    for (const { src } of body.icons) expect((await stranger.get(src)).status, src).toBe(200);
  });

  it("carries the usual headers and a policy without unsafe scripts", async () => {
    for (const path of [
      "/sign-in",
      "/api/health",
      "/api/nowhere",
      "/nowhere",
      "/socket.io/?EIO=4&transport=polling",
    ]) {
      const { headers } = await new Person(world.server.url).get(path);
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("referrer-policy"), path).toMatch(/origin/);
      expect(headers.get("x-powered-by"), path).toBeNull();
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy, path).toContain("frame-ancestors 'none'");
      if (path.startsWith("/api/")) {
        expect(policy, path).toContain("default-src 'none'");
        continue;
      }
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
      expect(scripts, path).toMatch(/'nonce-[A-Za-z0-9+/=]{20,}'/);
      expect(scripts, path).not.toContain("unsafe");
      expect(policy, path).toContain("object-src 'none'");
    }
  });

  it("with data is kept by nobody, and the cookie by the browser alone", async () => {
    expect((await world.owner.get("/api/workspaces")).headers.get("cache-control")).toBe(
      "no-store",
    );
    const { email, password } = world.owner;
    const response = await fetch(`${world.server.url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: world.server.url },
      body: JSON.stringify({ email, password }),
    });
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });

  it("says how the server is: health, readiness, metrics", async () => {
    const anyone = new Person(world.server.url);
    expect((await anyone.get("/api/health")).body).toEqual({ status: "ok" });
    expect((await anyone.get("/api/ready")).body).toEqual({ status: "ok" });
    const metrics = await anyone.get("/api/metrics");
    expect([metrics.status, metrics.headers.get("content-type")]).toEqual([
      200,
      expect.stringContaining("text/plain"),
    ]);
    expect(metrics.body).toContain("# TYPE ");
  });

  it("gives each request an id of its own, whatever a client calls it", async () => {
    const { headers } = await new Person(world.server.url).get("/api/health", {
      "x-request-id": "mine",
    });
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("shows the metrics to nobody who comes through a proxy that it was not told of, and says so once", async () => {
    const anyone = new Person(world.server.url);
    for (const name of ["x-forwarded-for", "x-real-ip", "forwarded", "x-forwarded-proto", "via"]) {
      const answer = await anyone.get("/api/metrics", {
        [name]: "127.0.0.1",
        "x-own-machine": "yes",
      });
      expect([answer.status, answer.body.code], name).toEqual([403, "FORBIDDEN"]);
    }
    const said = world.server.logs.filter(({ msg }) => msg.includes("TRUST_PROXY"));
    expect(said).toMatchObject([{ level: 40, headers: "x-forwarded-for", trustProxy: 0 }]);
  });
});

describe("small print", () => {
  it("whoever may not do a thing is told that first, whatever they have sent", async () => {
    const member = await world.buildMember();
    const guest = await world.buildGuest();
    const no = { status: 403, body: { error: "Not authorized", code: "FORBIDDEN" } };
    expect(
      await member.post("/api/admin/guest", { workspace: "acme", channelIds: 7 }),
    ).toMatchObject(no);
    expect(await member.post("/api/workspaces/acme/invites", { role: "king" })).toMatchObject(no);
    expect(await guest.post("/api/workspaces/acme/channels", {})).toMatchObject(no);
    const path = `/api/admin/guest/${guest.guest.id}`;
    expect(await member.call("PATCH", path, { expiresAt: "soon" })).toMatchObject(no);
    expect(await member.post(`${path}/disconnect`, { reason: 7 })).toMatchObject(no);
    expect(await member.post("/api/auth/sign-up/email", {})).toMatchObject(no);
    expect(await world.owner.post("/api/setup", {})).toMatchObject({ status: 409 });
  });

  it("an empty cursor is none", async () => {
    const { status, body } = await world.owner.get("/api/admin/audit?workspace=acme&cursor=");
    expect(status).toBe(200);
    expect(body.events.length).toBeGreaterThan(0);
  });

  it("who makes a public channel hears of it once, as everybody does", async () => {
    const member = await world.buildMember();
    const tabs = [await world.owner.enter("acme"), await member.enter("acme")];
    const channel = await world.buildChannel({ name: "heard-once" });
    const told = () => tabs.map((tab) => tab.of("channel:created").length);
    await waitUntil(() => told().every((count) => count > 0));
    const sent = await tabs[0]?.send(channel.id, "after it");
    await waitUntil(
      () => tabs[0]?.of("message:created").some((one) => one.message.id === sent?.id) ?? false,
    );
    expect(told()).toEqual([1, 1]);
    for (const tab of tabs) tab.close();
  });

  it("what a guest was told stands in the record, and nothing was cut where nothing was lost", async () => {
    const guest = await world.buildGuest();
    await world.lock(guest.guest.id);
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const path = `/api/admin/guest/${guest.guest.id}`;
    expect((await world.owner.call("PATCH", path, { expiresAt: later })).status).toBe(200);
    const { body } = await world.owner.get("/api/admin/audit?workspace=acme");
    const [changed, locked] = body.events;
    expect(changed.action).toBe("guest.changed");
    expect(changed.data).not.toHaveProperty("receipt");
    expect(locked.data).toMatchObject({
      reason: "Your guest access has been revoked",
      receipt: { confirmed: true },
    });
  });
});
