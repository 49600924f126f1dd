import { describe, expect, it } from "vitest";
import type { Connection } from "../support/person";
import { letPass, waitUntil } from "../support/wait";
import { useWorld } from "../support/world";

const world = useWorld({ embedded: true });

describe("a revocation on one node", () => {
  it("tells every tab once, cuts it and refuses every way back until restored", async () => {
    const guest = await world.buildGuest();
    const tabs = await Promise.all(
      [["websocket"], ["polling"], ["polling", "websocket"]].map((transports) =>
        guest.enter("acme", { transports }),
      ),
    );
    const { receipt, guest: locked } = await world.lock(guest.guest.id, "The project has ended");
    expect(receipt).toMatchObject({
      connections: 3,
      nodes: { expected: 1, confirmed: 1 },
      confirmed: true,
    });
    expect(locked).toMatchObject({
      status: "locked",
      lockReason: "The project has ended",
      connections: 0,
    });
    for (const tab of tabs) {
      await tab.closed();
      expect(tab.of("guest:locked")).toEqual([
        {
          reason: "The project has ended",
          message: "You have been disconnected. Please contact a workspace admin.",
        },
      ]);
    }
    const again = await guest.connect("acme").refused();
    expect(again).toMatchObject({ code: "GUEST_LOCKED", reason: "The project has ended" });
    const device = await guest.signIn();
    expect(await device.connect("acme").refused()).toMatchObject({ code: "GUEST_LOCKED" });
    expect(await device.get("/api/workspaces/acme/channels")).toMatchObject({
      status: 403,
      body: { code: "GUEST_LOCKED" },
    });
    const send = await device.post(`/api/channels/${world.general.id}/messages`, {
      body: "let me in",
    });
    expect(send).toMatchObject({ status: 403, body: { code: "GUEST_LOCKED" } });

    await world.unlock(guest.guest.id);
    const back = await guest.enter("acme");
    await back.send(world.general.id, "I am back");
    back.close();
  });
});

describe("under traffic", () => {
  it("lets nothing in and nothing out after the answer, with ten tabs and new handshakes", async () => {
    const guest = await world.buildGuest();
    const owner = await world.owner.enter("acme");
    const transports = [["websocket"], ["polling"]];
    const tabs: Connection[] = await Promise.all(
      Array.from({ length: 10 }, (_, i) => guest.enter("acme", { transports: transports[i % 2] })),
    );
    let going = true;
    const accepted: { id: string; seq: number }[] = [];
    const senders = tabs.map(async (tab, n) => {
      for (let i = 0; going && tab.socket.connected; i++) {
        const clientId = crypto.randomUUID();
        const answer = await tab
          .emit(
            "message:send",
            { channelId: world.general.id, body: `guest ${n} ${i}`, clientId },
            2_000,
          )
          .catch(() => null);
        if (answer?.ok) accepted.push(answer.data.message);
      }
    });
    let answered = Infinity;
    const tooLate = new Set<string>();
    const talker = (async () => {
      for (let i = 0; going; i++) {
        const begun = performance.now();
        const { id } = await owner.send(world.general.id, `owner ${i}`);
        if (begun > answered) tooLate.add(id);
      }
    })();
    const latecomers: Connection[] = [];
    const newcomers = (async () => {
      while (going) {
        // A slow machine gets no more of them than it can take: what matters is that some are always under way.
        if (latecomers.filter(isUndecided).length < 20) {
          latecomers.push(guest.connect("acme", { transports: transports[latecomers.length % 2] }));
        }
        await letPass(20, "they go on at this pace");
      }
    })();
    await waitUntil(() => accepted.length > 30);
    const { receipt } = await world.lock(guest.guest.id, "Enough");
    answered = performance.now();
    const { body } = await world.owner.get(`/api/channels/${world.general.id}/messages?limit=1`);
    const lastSeq = body.messages[0].seq as number;
    await letPass(700, "what is let through would come by then");
    going = false;
    await Promise.all([...senders, talker, newcomers]);
    expect(receipt.confirmed).toBe(true);
    const all = [...tabs, ...latecomers];
    await Promise.all(all.map((tab) => tab.closed()));
    for (const tab of all) {
      const notice = tab.seen.findIndex((one) => one.event === "guest:locked");
      if (notice >= 0) expect(tab.seen.slice(notice + 1)).toEqual([]);
      const told = [...tab.of("guest:locked"), ...(tab.refusal ? [tab.refusal] : [])];
      const state = `told ${JSON.stringify(told)}, heard ${tab.seen.map(({ event }) => event).join()}, closed by ${tab.closedBecause}`;
      expect(told, state).toHaveLength(1);
      const late = tab.of("message:created").filter(({ message }) => tooLate.has(message.id));
      expect(late).toEqual([]);
    }
    expect(tooLate.size).toBeGreaterThan(3);
    const history = await world.owner.get(
      `/api/channels/${world.general.id}/messages?after=${lastSeq}&limit=200`,
    );
    const after = history.body.messages.filter(
      (message: { author: { guest: boolean } }) => message.author.guest,
    );
    expect(after).toEqual([]);
    owner.close();
  });
});

it("tells those who write in the guest's channels who reads from now on", async () => {
  const channel = await world.buildChannel({ visibility: "private" });
  const guest = await world.buildGuest({ channels: [channel] });
  const tab = await world.owner.enter("acme");
  const told = () =>
    tab
      .of("channel:updated")
      .flatMap((one) => (one.channel.id === channel.id ? [one.channel.guestCount] : []));
  const countNow = async () => {
    const { body } = await world.owner.get("/api/workspaces/acme/channels");
    return body.channels.find((one: { id: string }) => one.id === channel.id).guestCount;
  };
  expect(await countNow()).toBe(1);
  await world.lock(guest.guest.id);
  await waitUntil(() => told().at(-1) === 0);
  expect(await countNow()).toBe(0);
  await world.unlock(guest.guest.id);
  await waitUntil(() => told().at(-1) === 1);
  tab.close();
});

it("tells it in direct conversations too, which show who is from outside like channels do", async () => {
  const guest = await world.buildGuest();
  const { id } = (await guest.get("/api/auth/get-session")).body.user;
  await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect: true });
  const { body } = await world.owner.post("/api/workspaces/acme/direct", { userIds: [id] });
  const tab = await world.owner.enter("acme");
  const told = () =>
    tab.of("channel:updated").findLast((one) => one.channel.id === body.channel.id)?.channel;
  await world.lock(guest.guest.id);
  await waitUntil(() => told()?.guestCount === 0);
  await world.unlock(guest.guest.id);
  await waitUntil(() => told()?.guestCount === 1);
  await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect: false });
  tab.close();
});

const isUndecided = (tab: Connection) =>
  tab.of("ready").length === 0 && !tab.refusal && !tab.closedBecause;
