import { beforeAll, describe, expect, it } from "vitest";
import type { clientEvents } from "@/lib/socket-events";
import { BAD_VALUES } from "../support/bad-values";
import type { Connection, Json } from "../support/person";
import { askRaw } from "../support/raw";
import { RawTab } from "../support/raw-tab";
import { waitUntil } from "../support/wait";
import { useWorld } from "../support/world";

const world = useWorld();
let bystander: Connection;
let mine: Connection;
let messageId: string;
beforeAll(async () => {
  bystander = await (await world.buildGuest()).enter("acme");
  await bystander.send(world.general.id, "before");
  mine = await world.owner.enter("acme");
  messageId = (await mine.send(world.general.id, "mine")).id;
});

const channelId = () => world.general.id;
/** A payload of each event that is right. */
const RIGHT: Record<keyof typeof clientEvents, () => Record<string, unknown>> = {
  "message:send": () => ({
    channelId: channelId(),
    body: "x",
    clientId: crypto.randomUUID(),
    parentId: messageId,
  }),
  "message:edit": () => ({ messageId, body: "mine" }),
  "message:delete": () => ({ messageId: "none" }),
  "reaction:toggle": () => ({ messageId: "none", emoji: "👍" }),
  "typing:start": () => ({ channelId: channelId() }),
  "typing:stop": () => ({ channelId: channelId() }),
  "channel:read": () => ({ channelId: channelId(), seq: 1 }),
  "thread:see": () => ({ messageId: "none", seq: 1 }),
  sync: () => ({ cursors: { [channelId()]: 1 } }),
};
const events = Object.keys(RIGHT) as (keyof typeof RIGHT)[];

/** A tab of the owner that speaks the wire format itself. */
const rawTab = () => RawTab.enter(world.server.url, world.owner.cookie, "acme");

function expectInvalid(answer: Json, what: string): void {
  expect(answer, what).toMatchObject({ ok: false, error: { code: "VALIDATION" } });
  expect(answer.error.issues.length, what).toBeGreaterThan(0);
  expect(answer.error.message, what).toMatch(/./);
}

describe.each(events)("%s", (event) => {
  it("refuses a payload that is no object of its fields", async () => {
    const odd = { ...BAD_VALUES, undefined, "a buffer": Buffer.from([0, 1]), "a number": 42 };
    for (const [what, payload] of Object.entries(odd)) {
      expectInvalid(await mine.emit(event, payload), what);
    }
    const tab = await rawTab();
    tab.say(`423["${event}",${"[".repeat(30_000)}${"]".repeat(30_000)}]`);
    expectInvalid(await tab.acknowledgement(3), "deep");
    tab.destroy();
  });

  it("refuses fields that are wrong or missing", async () => {
    const right = RIGHT[event]();
    for (const name of Object.keys(right)) {
      const { [name]: _, ...rest } = right;
      if (name !== "parentId") expectInvalid(await mine.emit(event, rest), `no ${name}`);
      const wrong = { ...BAD_VALUES, "a buffer": Buffer.from("x") };
      for (const [what, value] of Object.entries(wrong)) {
        if (name === "parentId" && what === "null") continue;
        if (name === "cursors" && /empty object|prototype/.test(what)) continue;
        expectInvalid(await mine.emit(event, { ...rest, [name]: value }), `${name}: ${what}`);
      }
    }
  });

  it("knows nothing of what is not there", async () => {
    const right = RIGHT[event]();
    for (const name of ["channelId", "messageId", "parentId"].filter((key) => key in right)) {
      for (const value of ["none", "__proto__", "'; --", "\u202e", "x".repeat(64)]) {
        const answer = await mine.emit(event, { ...right, [name]: value });
        expect(answer, `${name} ${value}`).toMatchObject({ error: { code: "NOT_FOUND" } });
      }
    }
  });
});

it("refuses bodies, emoji, places and cursors at their edges", async () => {
  const send = (body: string) =>
    mine.emit("message:send", { ...RIGHT["message:send"](), parentId: null, body });
  for (const body of [" \n\t", "x".repeat(10_001), "\0", "a\ud800", "\udc00a"]) {
    expectInvalid(await send(body), body.slice(0, 10));
  }
  for (const emoji of ["x", "👍👍", "", "👍x", "1"]) {
    expectInvalid(await mine.emit("reaction:toggle", { messageId, emoji }), emoji);
  }
  for (const seq of [-1, 0.5, 2 ** 31, Number.MAX_SAFE_INTEGER, "1"]) {
    expectInvalid(await mine.emit("channel:read", { channelId: channelId(), seq }), String(seq));
  }
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`c${i}`, 0]));
  for (const cursors of [
    many,
    { "a\0": 1 },
    { "\ud800": 1 },
    { a: -1 },
    { a: 2 ** 31 },
    { "": 1 },
  ]) {
    expectInvalid(await mine.emit("sync", { cursors }), Object.keys(cursors)[0] ?? "");
  }
});

describe("an event", () => {
  it.each(["nonsense", "ready", "guest:locked", "error", "__proto__", "toString", ""])(
    "that we do not listen to is refused: %s",
    async (event) => {
      expectInvalid(await mine.emit(event, {}), event);
    },
  );

  it("may come without acknowledgement, with more arguments, or with none", async () => {
    mine.socket.emit("message:send");
    mine.socket.emit("message:send", { body: "\0" }, "more", 1);
    mine.socket.emit("error", new Error("x").message);
    mine.socket.emit("nonsense", Buffer.alloc(10), [Buffer.alloc(1)]);
    expectInvalid(await mine.socket.emitWithAck("message:send"), "none");
    expectInvalid(await mine.socket.emitWithAck("message:send", null, RIGHT.sync()), "two");
    const clientId = crypto.randomUUID();
    mine.socket.emit("message:send", { ...RIGHT["message:send"](), body: "unasked", clientId });
    await waitUntil(() =>
      mine.of("message:created").some((one) => one.message.clientId === clientId),
    );
  });
});

describe("a packet", () => {
  it("is answered under the number it has, twice if it comes twice, whatever its name", async () => {
    const tab = await rawTab();
    for (const name of ['"nonsense"', "42", "1e3"]) {
      tab.texts.length = 0;
      tab.say(`427[${name},{}]`);
      tab.say(`427[${name},{}]`);
      await waitUntil(() => tab.texts.filter((text) => text.startsWith("437[")).length === 2);
      expectInvalid(await tab.acknowledgement(7), name);
    }
    tab.say('420["message:send",{"_placeholder":true,"num":0}]');
    expectInvalid(await tab.acknowledgement(0), "a placeholder without an attachment");
    tab.destroy();
  });

  it.each([
    ["a reserved name", '420["disconnect","x"]'],
    ["a reserved name", '420["connect",{}]'],
    ["a reserved name", '420["disconnecting"]'],
    ["a reserved name", '420["newListener"]'],
    ["no name", "420[]"],
    ["a name that is an object", '420[{"a":1}]'],
    ["a name that is null", "420[null]"],
    ["no list", '420{"a":1}'],
    ["JSON that breaks off", '420["message:send",{'],
    ["an unknown type", "49[]"],
    [
      "an attachment that does not come",
      '451-0["message:send",{"_placeholder":true,"num":0}]',
      "42[]",
    ],
    ["more attachments than anyone has", '4599999999-0["x"]', "42[]"],
    ["a negative attachment", '45-1-0["x"]'],
    ["an unknown engine packet", "9"],
    ["an empty packet", ""],
    ["letters", "hello"],
  ])("that is malformed costs its own connection at most: %s", async (_what, ...packets) => {
    const tab = await rawTab();
    for (const packet of packets) tab.say(packet);
    tab.say('421["typing:stop",{"channelId":"none"}]');
    await waitUntil(() => tab.gone || tab.texts.some((text) => text.startsWith("431[")));
    expect(tab.events("message:created")).toEqual([]);
    tab.destroy();
  });

  it("that is binary and belongs to nothing closes its connection", async () => {
    const tab = await rawTab();
    tab.sayBinary(Buffer.from([4, 5, 6]));
    await waitUntil(() => tab.gone);
  });

  it("of more than 64 KiB closes its connection, on both transports", async () => {
    const tab = await rawTab();
    const before = `420["message:send",{"channelId":"${channelId()}","body":"`;
    tab.say(`${before}${"x".repeat(64 * 1024)}"}]`);
    await waitUntil(() => tab.gone);
    expect(tab.closeCode).toBe(1009);
    const path = "/socket.io/?EIO=4&transport=polling";
    const { sid } = JSON.parse((await askRaw(world.server.url, path)).text.slice(1));
    const body = "4".repeat(64 * 1024 + 1);
    const answer = await askRaw(world.server.url, `${path}&sid=${sid}`, { method: "POST", body });
    expect(answer.status).toBe(413);
    const next = await askRaw(world.server.url, `${path}&sid=${sid}`);
    expect(next.status, "the connection is closed").toBe(400);
  });

  it("of the longest message there is passes", async () => {
    const body = `a${"\u0001".repeat(9_999)}`;
    const answer = await mine.emit("message:send", { ...RIGHT["message:send"](), body });
    expect(answer.ok).toBe(true);
  });
});

describe("a handshake", () => {
  it.each([
    "EIO=3&transport=polling",
    "EIO=4&transport=x",
    "EIO=4&transport=__proto__",
    "EIO=4&transport=polling&sid=none",
    "EIO=4&transport=polling&sid=__proto__",
    "EIO=4",
    "",
    "EIO=4&transport=websocket",
    "EIO=4&transport=polling&transport=websocket",
    "%E0%A4%A",
  ])("with a wrong query is refused: %s", async (query) => {
    for (const method of ["GET", "POST", "PUT", "DELETE"]) {
      const answer = await askRaw(world.server.url, `/socket.io/?${query}`, { method });
      expect(answer.status, method).toBe(400);
    }
    const upgrade = await askRaw(world.server.url, `/socket.io/?${query}&x`, { upgrade: true });
    expect([101, 400]).toContain(upgrade.status);
  });

  it("with a wrong workspace finds none", async () => {
    const autos = [undefined, null, 1, "", "\0", "none", "a".repeat(200), {}, ["acme"], "\ud800"];
    for (const workspace of autos) {
      const refusal = await world.owner.connect(workspace as string).refused();
      expect(refusal, JSON.stringify(workspace)).toMatchObject({ code: "NOT_FOUND" });
    }
    for (const auth of ["40", "40null", "40[]", '40"x"', '40{"workspace":{"workspace":"acme"}}']) {
      const tab = await RawTab.open(world.server.url, world.owner.cookie);
      tab.say(auth);
      await waitUntil(() => tab.gone || tab.texts.some((text) => text.startsWith("44")));
      expect(tab.events("ready")).toEqual([]);
      tab.destroy();
    }
    const elsewhere = await RawTab.open(world.server.url, world.owner.cookie);
    elsewhere.say('40/admin,{"workspace":"acme"}');
    await waitUntil(() => elsewhere.texts.some((text) => text.startsWith("44/admin,")));
    elsewhere.destroy();
  });

  it("without a session or with a forged one is refused", async () => {
    for (const cookie of ["", "better-auth.session_token=x.y", "better-auth.session_token=%00"]) {
      const nobody = world.owner.at(world.server.url);
      nobody.cookie = cookie;
      expect(await nobody.connect("acme").refused()).toMatchObject({ code: "UNAUTHENTICATED" });
    }
  });

  it("that says a version which is none is let in as if it had said none", async () => {
    for (const protocol of [null, "", "1", -1, 0.5, 1e300, [], {}, "__proto__"]) {
      const tab = await world.owner.enter("acme", { auth: { workspace: "acme", protocol } });
      expect(tab.ready, JSON.stringify(protocol)).not.toHaveProperty("newerProtocol");
      tab.close();
    }
  });

  it("comes once: a second one on the same connection brings no second ear", async () => {
    const tab = await rawTab();
    tab.say('40{"workspace":"acme"}');
    tab.say('421["typing:stop",{"channelId":"none"}]');
    await waitUntil(() => tab.gone || tab.texts.some((text) => text.startsWith("431[")));
    await bystander.send(channelId(), "once");
    await waitUntil(() => mine.of("message:created").some((one) => one.message.body === "once"));
    const heard = tab.events("message:created").filter((one) => one.message.body === "once");
    expect(heard.length).toBeLessThanOrEqual(1);
    tab.destroy();
  });
});

it("costs nobody else anything", async () => {
  expect(bystander.closedBecause).toBeNull();
  expect(mine.closedBecause).toBeNull();
  await bystander.send(channelId(), "after");
  const { body } = await world.owner.get(`/api/channels/${channelId()}/messages?limit=200`);
  const bodies = body.messages.map((message: { body: string }) => message.body);
  expect([bodies[0], bodies[1], bodies.at(-1)]).toEqual(["before", "mine", "after"]);
  expect(body.messages.map((message: { seq: number }) => message.seq)).toEqual(
    bodies.map((_: string, i: number) => i + 1),
  );
});
