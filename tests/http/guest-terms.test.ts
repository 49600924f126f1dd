import { beforeAll, describe, expect, it } from "vitest";
import type { Channel, Guest, GuestChannel, Message } from "@/lib/api-types";
import { asBrokenOff, BROKEN_OFF, type Json, Person } from "../support/person";
import { sendFile } from "../support/files";
import { openPendingChanges } from "../support/pending-change";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

/** The terms on which a guest has a channel: since when they read it, and until when. */
const world = useWorld({ env: { GUEST_LEASE_MS: "20000" } });

let room: Channel;
let annex: Channel;
beforeAll(async () => {
  [room, annex] = [await world.buildChannel(), await world.buildChannel()];
});

type InRoom = Person & { guest: Guest };

const patch = (guest: InRoom, change: object) =>
  world.owner.call("PATCH", `/api/admin/guest/${guest.guest.id}`, change);
/** The guest's terms of the room from now on. */
const give = async (guest: InRoom, terms: object) => {
  const channels = [{ id: annex.id }, { id: room.id, ...terms }];
  const answer = expectStatus(await patch(guest, { channels }), 200);
  return termsIn(answer.body.guest);
};
const termsIn = ({ channels }: Guest) => channels.find(({ id }) => id === room.id) as GuestChannel;
const say = async (body: string): Promise<Message> => {
  const answer = await world.owner.post(`/api/channels/${room.id}/messages`, { body });
  return expectStatus(answer, 201).body.message;
};
const read = async (guest: Person) => {
  const { body } = expectStatus(
    await guest.get(`/api/channels/${room.id}/messages?limit=200`),
    200,
  );
  return body.messages.map((one: Message) => one.body) as string[];
};
const inRoom = () => world.buildGuest({ channels: [room, annex] });
const enterBy = async (token: string, as?: Person) => {
  const person =
    as ?? new Person(world.server.url, "Nina", `${token.slice(0, 9)}@n.test`.toLowerCase());
  const { name, email, password } = person;
  const answer = await person.post(
    `/api/invites/${token}/accept`,
    as ? {} : { name, email, password },
  );
  expectStatus(answer, 200);
  return person;
};
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const lastEvent = async () => {
  const { body } = await world.owner.get("/api/admin/audit?workspace=acme");
  return body.events[0];
};
const pass = () => {
  const before = Date.now();
  return waitUntil(() => Date.now() > before + 1);
};

describe("the terms of a channel", () => {
  it("stay as they are where a change does not name them, and are set where it does", async () => {
    const guest = await inRoom();
    const [time, end] = ["2026-01-02T03:04:05.678Z", inAnHour()];
    const given = { id: room.id, historyFrom: time, expiresAt: end };
    expect(await give(guest, { history: time, expiresAt: end })).toEqual(given);
    expect(await give(guest, {})).toEqual(given);
    const ids = { channelIds: [annex.id, room.id] };
    expect(termsIn((await patch(guest, ids)).body.guest)).toEqual(given);
    expect(await give(guest, { expiresAt: null })).toEqual({ ...given, expiresAt: null });
    expect(await give(guest, { history: "all" })).toEqual({
      ...given,
      historyFrom: null,
      expiresAt: null,
    });
  });

  it("from joining on are from when the guest came, also when that is said later", async () => {
    await say("before they came");
    await pass();
    const guest = await inRoom();
    await say("since they came");
    const { historyFrom } = await give(guest, { history: "joining" });
    expect(await read(guest)).toEqual(["since they came"]);
    expect(await give(guest, { history: "joining" })).toMatchObject({ historyFrom });
    expectStatus(await patch(guest, { channelIds: [annex.id] }), 200);
    await pass();
    await give(guest, { history: "joining" });
    expect(await read(guest)).toEqual([]);
  });

  it("of a new channel are as the workspace has chosen, where nothing is said", async () => {
    const choose = async (guestHistory: string) =>
      expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", { guestHistory }), 200);
    const guest = await world.buildGuest({ channels: [annex] });
    await choose("joining");
    await pass();
    const terms = await give(guest, {});
    await choose("all");
    expect(terms.historyFrom).not.toBeNull();
    expect(await read(guest)).toEqual([]);
  });

  it.each<[wrong: string, path: string, change: () => object]>([
    ["both lists", "channels", () => ({ channelIds: [room.id], channels: [{ id: room.id }] })],
    ["no channel", "channels", () => ({ channels: [] })],
    ["one channel twice", "channels", () => ({ channels: [{ id: room.id }, { id: room.id }] })],
    [
      "another word",
      "channels.0.history",
      () => ({ channels: [{ id: room.id, history: "some" }] }),
    ],
    [
      "an end that has passed",
      "channels.1.expiresAt",
      () => ({
        channels: [{ id: annex.id }, { id: room.id, expiresAt: new Date(Date.now() - 1_000) }],
      }),
    ],
    [
      "an unknown field",
      "channels.0.until",
      () => ({ channels: [{ id: room.id, until: inAnHour() }] }),
    ],
  ])("are refused with %s", async (_wrong, path, change) => {
    const { status, body } = await patch(await inRoom(), change());
    expect([status, body.code]).toEqual([400, "VALIDATION"]);
    expect(body.issues.map((issue: Json) => issue.path)).toContain(path);
  });

  it("cannot name a channel that the admin does not see", async () => {
    const hidden = await world.buildChannel({ visibility: "private" });
    const admin = await world.buildMember({ role: "admin" });
    const path = `/api/admin/guest/${(await inRoom()).guest.id}`;
    const answer = await admin.call("PATCH", path, { channels: [{ id: hidden.id }] });
    expect(answer.status).toBe(404);
  });

  it("give no more of a channel that the admin does not see, but may give less", async () => {
    const hidden = await world.buildChannel({ visibility: "private" });
    const admin = await world.buildMember({ role: "admin" });
    const guest = await world.buildGuest({ channels: [annex, hidden] });
    const [since, end] = ["2026-01-02T03:04:05.678Z", "2099-01-01T00:00:00Z"];
    const giveHidden = (by: Person, terms: object) =>
      by.call("PATCH", `/api/admin/guest/${guest.guest.id}`, {
        channels: [{ id: annex.id }, { id: hidden.id, ...terms }],
      });
    expectStatus(await giveHidden(admin, { history: since, expiresAt: end }), 200);
    for (const more of [
      { history: "all" },
      { history: "2026-01-01T00:00:00Z" },
      { expiresAt: "2099-01-02T00:00:00Z" },
      { expiresAt: null },
    ]) {
      const answer = await giveHidden(admin, more);
      expect([answer.status, answer.body.code]).toEqual([404, "NOT_FOUND"]);
    }
    expectStatus(await giveHidden(admin, {}), 200);
    expectStatus(await giveHidden(world.owner, { history: "all", expiresAt: null }), 200);
  });
});

const LOSSES: [name: string, before: object, after: () => object][] = [
  ["a later beginning", {}, () => ({ history: new Date().toISOString() })],
  ["an end where there was none", {}, () => ({ expiresAt: inAnHour() })],
  ["an earlier end", { expiresAt: "2099-01-01T00:00:00Z" }, () => ({ expiresAt: inAnHour() })],
];
const GAINS: [name: string, before: object, after: () => object][] = [
  [
    "an earlier beginning",
    { history: "2026-02-02T00:00:00Z" },
    () => ({ history: "2026-01-01T00:00:00Z" }),
  ],
  ["all of the history", { history: "joining" }, () => ({ history: "all" })],
  [
    "a later end",
    { expiresAt: "2098-01-01T00:00:00Z" },
    () => ({ expiresAt: "2099-01-01T00:00:00Z" }),
  ],
  ["no end", { expiresAt: "2098-01-01T00:00:00Z" }, () => ({ expiresAt: null })],
];

describe("a change of terms", () => {
  it.each(LOSSES)("that is a loss cuts, and is on record: %s", async (_name, before, after) => {
    const token = await world.inviteGuest({ channels: [room, annex], maxUses: 2 });
    const guest = await world.buildGuest({ channels: [annex] });
    expectStatus(await guest.post(`/api/invites/${token}/accept`), 200);
    await give(guest, before);
    const second = await world.inviteGuest({ channels: [room, annex], maxUses: 2 });
    expectStatus(await guest.post(`/api/invites/${second}/accept`), 200);
    const tab = await guest.enter("acme");
    const terms = await give(guest, after());
    await tab.closed();
    expect(tab.seen.at(-1)).toMatchObject({
      event: "access:changed",
      payload: { code: "FORBIDDEN" },
    });
    const event = await lastEvent();
    expect(event).toMatchObject({
      action: "guest.changed",
      target: { id: guest.guest.id },
      data: {
        channelsAdded: [],
        channelsRemoved: [],
        terms: [terms],
        receipt: { connections: 1, confirmed: true },
      },
    });
    const { body } = await world.owner.get("/api/admin/guest?workspace=acme");
    expect(body.guests.find(({ id }: Guest) => id === guest.guest.id).status).toBe("active");
    const back = await guest.enter("acme");
    back.close();
  });

  it("that is a loss withdraws the invitations that could undo it, unless they are kept", async () => {
    const came = async () => {
      const token = await world.inviteGuest({ channels: [room, annex], maxUses: 3 });
      const guest = await world.buildGuest({ channels: [annex] });
      expectStatus(await guest.post(`/api/invites/${token}/accept`), 200);
      return { guest, token };
    };
    const opens = async (token: string) => {
      const other = new (world.owner.constructor as typeof Person)(
        world.server.url,
        "N",
        `${token.slice(0, 8)}@n.test`.toLowerCase(),
      );
      const { name, email, password } = other;
      return (await other.post(`/api/invites/${token}/accept`, { name, email, password })).status;
    };
    const [one, two] = [await came(), await came()];
    const channels = [{ id: annex.id }, { id: room.id, history: new Date().toISOString() }];
    await patch(one.guest, { channels });
    await patch(two.guest, { channels, keepInvites: true });
    // Asked of a channel that they had not by it: what they came by is of both.
    expect([await opens(one.token), await opens(two.token)]).toEqual([410, 200]);
  });

  it.each(GAINS)(
    "that is a gain reaches open pages, and cuts nobody: %s",
    async (_name, before, after) => {
      const guest = await inRoom();
      await give(guest, before);
      const tab = await guest.enter("acme");
      const { historyFrom, expiresAt } = await give(guest, after());
      await waitUntil(() =>
        tab
          .of("channel:updated")
          .some(
            ({ channel }: Json) =>
              channel.id === room.id &&
              channel.historyFrom === historyFrom &&
              channel.expiresAt === expiresAt,
          ),
      );
      expect(tab.socket.connected).toBe(true);
      tab.close();
    },
  );

  it("that gives all of the history lets an open page hear what is said of old messages", async () => {
    const old = await say("an old one");
    await pass();
    const guest = await inRoom();
    await give(guest, { history: "joining" });
    const [tab, mine] = [await guest.enter("acme"), await world.owner.enter("acme")];
    await mine.emit("reaction:toggle", { messageId: old.id, emoji: "👍" });
    await give(guest, { history: "all" });
    await mine.emit("reaction:toggle", { messageId: old.id, emoji: "👀" });
    await waitUntil(() => tab.of("reaction:updated").length > 0);
    expect(tab.of("reaction:updated")).toHaveLength(1);
    expect(tab.of("reaction:updated")[0].reactions).toHaveLength(2);
    expect(await read(guest)).toContain("an old one");
    for (const one of [tab, mine]) one.close();
  });
});

describe("an invitation's terms", () => {
  it("are those of the guest who comes by it, from the moment of acceptance on", async () => {
    const token = await world.inviteGuest({ channels: [room, annex], maxUses: 3 });
    const ended = await world.inviteGuest({ channels: [room, annex] });
    const database = await openPendingChanges(world.databaseUrl);
    const set = (history: string, end: string) =>
      database.query(
        "UPDATE invite_channel SET history = $1, expires_at = $2 WHERE channel_id = $3 AND invite_id = (SELECT max(invite_id) FROM invite_channel WHERE channel_id = $3 AND history = 'all' AND expires_at IS NULL)",
        [history, end, room.id],
      );
    // The latest invitation, then the one before it.
    await set("all", "2026-01-01T00:00:00Z");
    const end = inAnHour();
    await set("joining", end);
    await database.close();
    const said = await say("before the acceptance");
    await pass();
    for (const guest of [
      await enterBy(token),
      await enterBy(token, await world.buildGuest({ channels: [annex] })),
    ]) {
      const { channels } = (await guest.get("/api/workspaces/acme/channels")).body;
      const { historyFrom, expiresAt } = channels.find(({ id }: Channel) => id === room.id);
      expect(expiresAt).toBe(end);
      expect(Date.parse(historyFrom)).toBeGreaterThan(Date.parse(said.createdAt));
      expect(await read(guest)).toEqual([]);
    }
    const late = await enterBy(ended);
    expectStatus(await late.get(`/api/channels/${room.id}/messages`), 404);
  });

  it("of a guest who becomes a member are gone", async () => {
    await say("from before the member");
    await pass();
    const guest = await inRoom();
    await give(guest, { history: "joining", expiresAt: inAnHour() });
    const made = await world.owner.post("/api/workspaces/acme/invites", { role: "member" });
    expectStatus(await guest.post(`/api/invites/${made.body.invite.token}/accept`), 200);
    expect(await read(guest)).toContain("from before the member");
    const { channels } = (await guest.get("/api/workspaces/acme/channels")).body;
    expect(channels.find(({ id }: Channel) => id === room.id)).toMatchObject({
      historyFrom: null,
      expiresAt: null,
    });
  });
});

describe("a channel's own end", () => {
  /** Lets the guest's time in the room run out half a second from now, or as soon after as this machine can. */
  async function endSoon(guest: InRoom, firstMs = 500): Promise<number> {
    for (let inMs = firstMs; ; inMs *= 2) {
      const end = Date.now() + inMs;
      const channels = [{ id: annex.id }, { id: room.id, expiresAt: new Date(end).toISOString() }];
      const answer = await patch(guest, { channels, keepInvites: true });
      if (answer.body.code === "VALIDATION" && inMs < 5_000) continue;
      expectStatus(answer, 200);
      return end;
    }
  }
  const isIn = async (guest: InRoom) => {
    const { body } = await world.owner.get("/api/admin/guest?workspace=acme");
    const found = body.guests.find(({ id }: Guest) => id === guest.guest.id) as Guest;
    return found.channelIds.includes(room.id);
  };
  const untilOut = (guest: InRoom) => waitUntil(async () => !(await isIn(guest)));

  it("is kept by comparison: no door waits for whoever takes the guest out", async () => {
    const guest = await inRoom();
    const { file } = await sendFile(world.owner, room, "late.txt");
    const [peer, mate] = [await world.buildGuest({ channels: [room] }), await inRoom()];
    const database = await openPendingChanges(world.databaseUrl);
    const { id, userId } = guest.guest;
    await database.hold("SELECT 1 FROM guest WHERE id = $1 FOR UPDATE", [id], async () => {
      await database.query(
        "UPDATE channel_member SET expires_at = clock_timestamp() WHERE user_id = $1 AND channel_id = $2",
        [userId, room.id],
      );
      for (const path of [
        ...["messages", "pins", "people"].map((list) => `channels/${room.id}/${list}`),
        `files/${file.id}`,
      ]) {
        expect((await guest.get(`/api/${path}`)).status, path).toBe(404);
      }
      const lists = ["channels", "access", "people", "threads", "search?q=late"];
      const told = await Promise.all(
        lists.map(async (list) => (await guest.get(`/api/workspaces/acme/${list}`)).body),
      );
      const seen = JSON.stringify(told);
      for (const hidden of [room.id, "late.txt", peer.guest.userId]) {
        expect(seen).not.toContain(hidden);
      }
      expect(seen).toContain(mate.guest.userId);
      const peers = JSON.stringify((await peer.get("/api/workspaces/acme/people")).body);
      expect(peers).not.toContain(userId);
      const tab = await guest.enter("acme");
      expect(tab.ready.channels.map((one: { id: string }) => one.id)).toEqual([annex.id]);
      tab.close();
      const { body } = await world.owner.get("/api/admin/guest?workspace=acme");
      const found = body.guests.find((one: Guest) => one.id === id) as Guest;
      expect(found.channelIds).toEqual([annex.id]);
    });
    await database.close();
  });

  it("lets nothing in that had waited for it", async () => {
    const guest = await inRoom();
    const database = await openPendingChanges(world.databaseUrl);
    await endSoon(guest);
    // The end comes while the message waits for the channel's row. Who takes the guest out is the second to wait.
    const sent = await database.overtake(
      "UPDATE channel SET topic = 'held' WHERE id = $1",
      [room.id],
      () =>
        guest.post(`/api/channels/${room.id}/messages`, { body: "too late" }).catch(asBrokenOff),
      2,
    );
    // Whichever is first: the refusal, or the cut that breaks the request off.
    if (sent.status !== BROKEN_OFF)
      expect([sent.status, sent.body.code]).toEqual([404, "NOT_FOUND"]);
    const witness = await inRoom();
    expect(await read(witness)).not.toContain("too late");
    await database.close();
  });

  it("is the end of what invitations from before it gave, and not of later ones", async () => {
    const guest = await inRoom();
    // The invitation must be made before the end.
    await endSoon(guest, 3_000);
    const before = await world.inviteGuest({ channels: [room, annex] });
    await untilOut(guest);
    expectStatus(await guest.post(`/api/invites/${before}/accept`), 200);
    expect(await isIn(guest)).toBe(false);
    const after = await world.inviteGuest({ channels: [room, annex] });
    expectStatus(await guest.post(`/api/invites/${after}/accept`), 200);
    expect(await isIn(guest)).toBe(true);
  });

  it("comes for a locked guest too, who comes back without the channel", async () => {
    const guest = await inRoom();
    await endSoon(guest);
    await world.lock(guest.guest.id);
    await untilOut(guest);
    await world.unlock(guest.guest.id);
    expectStatus(await guest.get(`/api/channels/${room.id}/messages`), 404);
    expectStatus(await guest.get(`/api/channels/${annex.id}/messages`), 200);
  });
});
