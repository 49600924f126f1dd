import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import webPush from "web-push";
import type { Channel, Message } from "@/lib/api-types";
import { openPendingChanges } from "../support/pending-change";
import type { Json, Person } from "../support/person";
import { type PushBrowser, type PushService, startPushService } from "../support/push-service";
import { waitUntil } from "../support/wait";
import { buildWorld, expectStatus, inWorkspace, useWorld } from "../support/world";

const { publicKey, privateKey } = webPush.generateVAPIDKeys();
const DAY_S = 24 * 60 * 60;
let service: PushService;
let database: pg.Client;
/** Somebody who is told of everything in `told`: when a later message has reached them, earlier ones have left. */
let witness: { browser: PushBrowser; told: Channel };

beforeAll(async () => {
  service = await startPushService();
});
afterAll(() => service.stop());
const world = useWorld(() => ({
  env: {
    ...service.env,
    GUEST_LEASE_MS: "20000",
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
    VAPID_SUBJECT: "mailto:operator@acme.test",
  },
  expected: [/^push failed$/],
}));
beforeAll(async () => {
  database = new pg.Client(world.databaseUrl);
  await database.connect();
  const person = await world.buildMember({ name: "Wilma Witness" });
  await want(person, "all");
  witness = { browser: await subscribe(person), told: await channelOf(person) };
});
afterAll(() => database.end());

async function subscribe(person: Person): Promise<PushBrowser> {
  const browser = service.subscribe();
  expectStatus(await person.call("PUT", "/api/me/push", browser.subscription), 201);
  return browser;
}

async function want(person: Person, notifyFor: string): Promise<void> {
  expectStatus(await person.call("PATCH", "/api/me/notifications", { notifyFor }), 200);
}

/** A new channel that this person and the owner are in. */
async function channelOf(person: Person): Promise<Channel> {
  const channel = await world.buildChannel();
  expectStatus(await person.post(`/api/channels/${channel.id}/join`), 200);
  return channel;
}

async function post(channel: Channel, body: string, more: object = {}): Promise<Message> {
  const path = `/api/channels/${channel.id}/messages`;
  return expectStatus(await world.owner.post(path, { body, ...more }), 201).body.message as Message;
}

/** Two round trips to the push service, begun after everything that was sent before. */
async function settle(): Promise<void> {
  for (let i = 0; i < 2; i++) {
    const { id } = await post(witness.told, "settled");
    await waitUntil(() => witness.browser.read().some((push) => push.tag === id));
  }
}

const idOf = async (person: Person) =>
  (await person.get("/api/auth/get-session")).body.user.id as string;
const bodies = (browser: PushBrowser) => browser.read().map((push) => push.body as string);

/** A member who is not connected, with a browser that is subscribed and a channel they are in. */
async function buildAway(name?: string) {
  const person = await world.buildMember(name ? { name } : {});
  const browser = await subscribe(person);
  return { person, browser, channel: await channelOf(person), id: await idOf(person) };
}

describe("what is pushed", () => {
  it("says who, where and what, once, and to whom it is addressed", async () => {
    const { browser, channel, id } = await buildAway("Maya Away");
    const closed = await world.buildChannel({ visibility: "private" });
    const [seen, unseen] = [world.general, closed].map(
      ({ id: linked }) => `<${world.server.url}/w/acme/c/${linked}>`,
    );
    const who = `<@${id}> and <@${randomUUID()}>`;
    const message = await post(channel, `${who} come **now** to ${seen}, not ${unseen}`);
    await waitUntil(() => browser.read().length > 0);
    await settle();
    expect(browser.read()).toEqual([
      {
        title: `Olive Owner in #${channel.name}`,
        body: `@Maya Away and @someone come **now** to #${world.general.name}, not a channel`,
        tag: message.id,
        url: `/w/acme/c/${channel.id}?at=${message.seq}`,
      },
    ]);
    const [headers] = browser.headers();
    expect(headers).toMatchObject({ ttl: String(DAY_S), urgency: "high" });
    const token = /^vapid t=[^.]+\.([^.]+)\.[^,]+, k=(.+)$/.exec(headers?.authorization ?? "");
    const claims: Json = JSON.parse(Buffer.from(token?.[1] ?? "", "base64url").toString());
    expect(claims.aud).toBe(new URL(browser.subscription.endpoint).origin);
    expect([claims.sub, token?.[2]]).toEqual(["mailto:operator@acme.test", publicKey]);
  });

  it("marks what a guest wrote, and names one whose access has ended as they were called then", async () => {
    const { browser, channel, id } = await buildAway();
    const guest = await world.buildGuest({ name: "Gil Guest", channels: [channel] });
    const userId = await idOf(guest);
    const path = `/api/channels/${channel.id}/messages`;
    expectStatus(await guest.post(path, { body: `<@${id}>` }), 201);
    await waitUntil(() => browser.read().length === 1);
    expect(browser.read()[0]).toMatchObject({ title: `Gil Guest (guest) in #${channel.name}` });

    const made = await world.owner.post("/api/workspaces", { name: "Other", slug: "other" });
    const { workspace, channel: general } = expectStatus(made, 201).body;
    const { guest: stay } = guest;
    await inWorkspace(world.server, world.owner, workspace.slug, general).buildGuest({ as: guest });
    await world.lock(stay.id);
    const name = { name: "Gil Shouted" };
    const origin = { origin: world.server.url };
    expectStatus(await guest.post("/api/auth/update-user", name, origin), 200);
    await post(channel, `<@${id}> ask <@${userId}>`);
    await waitUntil(() => browser.read().length === 2);
    expect(bodies(browser)[1]).toMatch(/ask @Gil Guest$/);
  });

  it("is cut, and stays under 3 KB whatever is written", async () => {
    const { browser, channel, id } = await buildAway();
    await post(channel, `<@${id}>${"\u0001".repeat(9_000)}`);
    await waitUntil(() => browser.read().length > 0);
    expect(bodies(browser)[0]).toMatch(/^@Member .*…$/);
    expect(bodies(browser)[0]).toHaveLength(200);
    expect(service.taken.find(({ path }) => path === browser.path)?.body.length).toBeLessThan(3072);
  });

  it("is of mentions, followed threads and direct conversations, unless more or less is wanted", async () => {
    const { person, browser, channel, id } = await buildAway();
    await post(channel, "to nobody");
    await post(channel, "<!channel> to everybody");
    const begun = await person.post(`/api/channels/${channel.id}/messages`, { body: "a question" });
    await post(channel, "an answer", { parentId: begun.body.message.id });
    const direct = await world.owner.post("/api/workspaces/acme/direct", { userIds: [id] });
    await post(direct.body.channel as Channel, "between us");
    await waitUntil(() => browser.read().length === 3);

    await want(person, "all");
    await post(channel, "to nobody, and yet");
    await waitUntil(() => browser.read().length === 4);
    await want(person, "nothing");
    await post(channel, `<@${id}> are you there`);
    await settle();
    const told = browser.read().map(({ title, body }) => `${title}: ${body}`);
    expect(told.toSorted()).toEqual(
      [
        `Olive Owner in #${channel.name}: @channel to everybody`,
        `Olive Owner answered in #${channel.name}: an answer`,
        "Olive Owner: between us",
        `Olive Owner in #${channel.name}: to nobody, and yet`,
      ].toSorted(),
    );
  });

  it("is of a muted channel only what names one", async () => {
    const { person, browser, channel, id } = await buildAway();
    await want(person, "all");
    expectStatus(
      await person.call("PATCH", `/api/channels/${channel.id}/membership`, { muted: true }),
      200,
    );
    await post(channel, "hum");
    await post(channel, "<!channel> hum");
    await post(channel, `<@${id}> hello`);
    await waitUntil(() => browser.read().length > 0);
    await settle();
    expect(bodies(browser)).toEqual([expect.stringMatching(/hello$/)]);
  });

  it("does not reach its author, nor anybody who is connected", async () => {
    const { person, browser, channel, id } = await buildAway();
    const mine = await subscribe(world.owner);
    const tab = await person.enter("acme");
    await post(channel, `<@${id}> you see this`);
    await settle();
    expect([bodies(browser), bodies(mine)]).toEqual([[], []]);

    tab.close();
    await waitUntil(async () => {
      const { body } = await world.owner.get("/api/workspaces/acme/people");
      return body.people.some((one: Json) => one.id === id && !one.online);
    });
    await post(channel, `<@${id}> and this`);
    await waitUntil(() => browser.read().length > 0);
    expect(bodies(browser)).toEqual([expect.stringMatching(/and this$/)]);
  });
});

it("whoever comes back to a conversation hears nothing of what was said before", async () => {
  const { person, browser, id } = await buildAway();
  const { body } = await world.owner.post("/api/workspaces/acme/direct", { userIds: [id] });
  const { channel } = body as { channel: Channel };
  // As for a message that is told of when its reader is back already: their absence covers it.
  const absence = { userId: id, after: 0, until: 1, read: 0 };
  await database.query("UPDATE channel SET absences = $1 WHERE id = $2", [
    JSON.stringify([absence]),
    channel.id,
  ]);
  await post(channel, "said before");
  const { id: said } = await post(channel, "said now");
  await waitUntil(() => browser.read().some((push) => push.tag === said));
  await settle();
  expect(bodies(browser)).toEqual(["said now"]);
  expect((await person.get(`/api/channels/${channel.id}/messages`)).body.messages).toHaveLength(1);
});

describe("a guest", () => {
  it("is told that there is something, not what, and not for long", async () => {
    const guest = await world.buildGuest();
    const browser = await subscribe(guest);
    const message = await post(world.general, `<@${guest.guest.userId}> the secret plan`);
    await waitUntil(() => browser.read().length > 0);
    expect(browser.read()).toEqual([
      {
        title: "New message in Acme",
        body: "",
        tag: message.id,
        url: `/w/acme/c/${world.general.id}?at=${message.seq}`,
      },
    ]);
    expect(browser.headers()[0]?.ttl).toBe("600");
  });

  it("hears nothing after the answer of a revocation, and again once restored", async () => {
    const guest = await world.buildGuest({ channels: [witness.told] });
    const browser = await subscribe(guest);
    await world.lock(guest.guest.id);
    await post(witness.told, `<@${guest.guest.userId}> right after`);
    await settle();
    expect(browser.read()).toEqual([]);
    await world.unlock(guest.guest.id);
    await post(witness.told, `<@${guest.guest.userId}> welcome back`);
    await waitUntil(() => browser.read().length === 1);
  });

  it("hears nothing that was still waiting to be handed over when access ended", async () => {
    const { person, channel, id } = await buildAway();
    for (let i = 0; i < 19; i++) await subscribe(person);
    const guest = await world.buildGuest({ channels: [channel] });
    const browser = await subscribe(guest);
    const before = service.taken.length;
    service.hold();
    try {
      await post(channel, `<@${id}> <@${guest.guest.userId}> both of you`);
      await waitUntil(() => service.taken.length === before + 20);
      await world.lock(guest.guest.id);
    } finally {
      service.release();
    }
    await settle();
    expect(browser.read()).toEqual([]);
  });

  it("hears nothing of a thread that began before they joined, also when they are mentioned in it", async () => {
    const parent = await post(witness.told, "before they came");
    const guest = await world.buildGuest({ channels: [witness.told] });
    const browser = await subscribe(guest);
    await want(guest, "all");
    const { id: guestId, userId } = guest.guest;
    const channels = [{ id: witness.told.id, history: "joining" }];
    const path = `/api/admin/guest/${guestId}`;
    expectStatus(await world.owner.call("PATCH", path, { channels }), 200);
    const answer = await post(witness.told, `<@${userId}> an answer`, { parentId: parent.id });
    const { id: heard } = await post(witness.told, "a new message");
    await settle();
    const tags = browser.read().map(({ tag }) => tag as string);
    expect([tags.includes(heard), tags.includes(answer.id)]).toEqual([true, false]);
  });

  it("hears nothing of a channel once their time in it is up, before anybody has taken them out", async () => {
    const annex = await world.buildChannel();
    const guest = await world.buildGuest({ channels: [annex, witness.told] });
    const browser = await subscribe(guest);
    const { id: guestId, userId } = guest.guest;
    const changes = await openPendingChanges(world.databaseUrl);
    // Whoever takes them out waits for this row.
    await changes.hold("SELECT 1 FROM guest WHERE id = $1 FOR UPDATE", [guestId], async () => {
      await changes.query(
        "UPDATE channel_member SET expires_at = now() - interval '1 second' WHERE user_id = $1 AND channel_id = $2",
        [userId, witness.told.id],
      );
      await post(witness.told, `<@${userId}> too late`);
      await settle();
      expect(browser.read()).toEqual([]);
    });
    await changes.close();
  });

  it("hears nothing after the access has expired", async () => {
    const guest = await world.buildGuest({ channels: [witness.told] });
    const browser = await subscribe(guest);
    const passed = "UPDATE guest SET expires_at = now() - interval '1 second' WHERE id = $1";
    await database.query(passed, [guest.guest.id]);
    await post(witness.told, `<@${guest.guest.userId}> too late`);
    await settle();
    expect(browser.read()).toEqual([]);
  });
});

describe("a device that may not hear any more", () => {
  it.each([
    [
      "its session has expired",
      async (person: Person) => {
        const passed =
          "UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = $1";
        const id = await idOf(person);
        await database.query(passed, [id]);
      },
    ],
    [
      "it has signed out",
      async (person: Person) => void expectStatus(await person.post("/api/auth/sign-out"), 200),
    ],
    [
      "it has unsubscribed",
      async (person: Person, { subscription: { endpoint } }: PushBrowser) =>
        void expectStatus(await person.call("DELETE", "/api/me/push", { endpoint }), 200),
    ],
    [
      "they have left the channel",
      async (person: Person, _: PushBrowser, channel: Channel) =>
        void expectStatus(await person.post(`/api/channels/${channel.id}/leave`), 200),
    ],
    [
      "they are members no more",
      async (person: Person) => {
        const { body } = await world.owner.get("/api/workspaces/acme/members");
        const id = await idOf(person);
        const { id: memberId } = body.members.find((one: Json) => one.userId === id);
        expectStatus(
          await world.owner.call("DELETE", `/api/workspaces/acme/members/${memberId}`),
          200,
        );
      },
    ],
  ])("is not told when %s", async (_, lose) => {
    const { person, browser, channel, id } = await buildAway();
    await lose(person, browser, channel);
    await post(channel, `<@${id}> <!channel> hello`);
    await settle();
    expect(browser.read()).toEqual([]);
  });

  it("is forgotten when the push service says that it is gone, and only then", async () => {
    const { person, browser, channel, id } = await buildAway();
    const other = await subscribe(person);
    service.answer(browser.path, 410);
    service.answer(other.path, 500);
    for (const body of ["first", "second"]) {
      await post(channel, `<@${id}> ${body}`);
      await settle();
    }
    expect([browser.read().length, other.read().length]).toEqual([1, 2]);
    const { host } = new URL(browser.subscription.endpoint);
    const lines = () => world.server.logs.filter((line) => line.msg === "push failed");
    await waitUntil(() => lines().length > 0);
    expect(lines()).toMatchObject([{ host, status: 500 }]);
    expect(JSON.stringify(world.server.logs)).not.toContain("/send/");
  });

  it("gives its endpoint to whoever uses the browser next", async () => {
    const { person, browser, channel, id } = await buildAway();
    const next = await world.buildMember();
    expectStatus(await next.call("PUT", "/api/me/push", browser.subscription), 200);
    await post(channel, `<@${id}> not for the next one`);
    await settle();
    expect(browser.read()).toEqual([]);
    const { endpoint } = browser.subscription;
    expectStatus(await person.call("DELETE", "/api/me/push", { endpoint }), 200);
    expectStatus(await next.call("PUT", "/api/me/push", browser.subscription), 200);
  });

  it("is the oldest of more than twenty", async () => {
    const { person, browser, channel, id } = await buildAway();
    const others: PushBrowser[] = [];
    for (let i = 0; i < 20; i++) others.push(await subscribe(person));
    await post(channel, `<@${id}> hello`);
    await waitUntil(() => others.every((one) => one.read().length === 1));
    await settle();
    expect(browser.read()).toEqual([]);
  });
});

it("neither delays nor fails a message while the push service hangs", async () => {
  const { channel, id, browser } = await buildAway();
  const before = service.answered;
  service.hold();
  try {
    for (const body of ["one", "two", "three"]) await post(channel, `<@${id}> ${body}`);
    await waitUntil(() => browser.read().length === 3);
    expect(service.answered).toBe(before);
  } finally {
    service.release();
  }
});

it("does not follow a push service elsewhere", async () => {
  const { channel, id, browser } = await buildAway();
  const elsewhere = service.subscribe();
  service.redirect(browser.path, elsewhere.path);
  await post(channel, `<@${id}> hello`);
  await waitUntil(() => browser.headers().length === 1);
  await settle();
  expect(elsewhere.headers()).toEqual([]);
});

it("looks at the address again before it sends: a list may have become shorter", async () => {
  const { channel, id, browser } = await buildAway();
  const spoilt = "UPDATE push_subscription SET endpoint = endpoint || $1 WHERE user_id = $2";
  await database.query(spoilt, [`?${"a".repeat(2048)}`, id]);
  await post(channel, `<@${id}> hello`);
  await settle();
  expect(service.taken.filter(({ path }) => path.startsWith(browser.path))).toEqual([]);
});

it.each([
  ["plain HTTP", (url: string) => url.replace("https:", "http:")],
  ["another host", (url: string) => url.replace("localhost", "intranet.acme.test")],
  ["a host that only ends alike", (url: string) => url.replace("localhost", "evil-localhost")],
  ["an IP address", (url: string) => url.replace("localhost", "127.0.0.1")],
  ["an IP address in other clothes", (url: string) => url.replace("localhost", "0x7f.1")],
  ["credentials", (url: string) => url.replace("localhost", "me:secret@localhost")],
  ["no address", () => "localhost"],
])("refuses an endpoint with %s", async (_, twist) => {
  const { subscription } = service.subscribe();
  const endpoint = twist(subscription.endpoint);
  const answer = await world.owner.call("PUT", "/api/me/push", { ...subscription, endpoint });
  expectStatus(answer, 400);
  expect(answer.body.issues).toMatchObject([{ path: "endpoint" }]);
});

it("refuses keys that nothing could be encrypted for", async () => {
  const { subscription } = service.subscribe();
  for (const p256dh of ["short", Buffer.alloc(65, 4).toString("base64url")]) {
    const keys = { ...subscription.keys, p256dh };
    const answer = await world.owner.call("PUT", "/api/me/push", { ...subscription, keys });
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path: "keys.p256dh" }] } });
  }
});

it("keeps what one wants to be notified of, and nothing else", async () => {
  const member = await world.buildMember();
  const path = "/api/me/notifications";
  expect((await member.get(path)).body).toEqual({ notifyFor: "mentions", push: { publicKey } });
  await want(member, "nothing");
  expect((await member.get(path)).body.notifyFor).toBe("nothing");
  expectStatus(await member.call("PATCH", path, { notifyFor: "everything" }), 400);
});

it("says so where no keys are set", async () => {
  const plain = await buildWorld();
  const answer = await plain.owner.call("PUT", "/api/me/push", service.subscribe().subscription);
  expect(answer).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
  const { body } = await plain.owner.get("/api/me/notifications");
  expect(body.push).toEqual({ publicKey: null });
  await plain.stop();
});
