import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "@/lib/api-types";
import type { Ack } from "@/lib/socket-events";
import type { LocalMemory } from "@/ui/realtime/loading/local-memory";
import { createOutbox, type OutgoingMessage, type Send } from "@/ui/realtime/sending/outbox";

type Answer = Ack<{ message: Message }> | null;

/** A server that answers when it is told to, and a tab that remembers. */
function setUp() {
  const tab = new Map<string, string>();
  const asked: { message: OutgoingMessage; answer: (answer: Answer) => Promise<void> }[] = [];
  const arrived: string[] = [];
  const memory = {
    readTab: (key: string) => tab.get(key) ?? null,
    writeTab: (key: string, text: string | null) =>
      text === null ? tab.delete(key) : tab.set(key, text),
  } as unknown as LocalMemory;
  const send: Send = (message) =>
    new Promise((resolve) => {
      const answer = async (given: Answer) => {
        resolve(given);
        await vi.advanceTimersByTimeAsync(0);
      };
      asked.push({ message, answer });
    });
  const sent = (message: Message) => void arrived.push(message.body);
  const spell = () => null;
  const open = () => createOutbox({ memory, spell, send, sent });
  return { tab, asked, arrived, open };
}

const taken = (message: OutgoingMessage): Answer => ({
  ok: true,
  data: { message: { ...message, seq: 1 } as unknown as Message },
});
const refused = (code: string, retryAfterMs?: number): Answer =>
  ({ ok: false, error: { code, message: "No", retryAfterMs } }) as Answer;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("outbox", () => {
  it("sends one at a time in each channel, in order, and channels side by side", async () => {
    const { asked, arrived, open } = setUp();
    const outbox = open();
    outbox.send({ channelId: "a", body: "first" });
    outbox.send({ channelId: "a", body: "second" });
    outbox.send({ channelId: "b", body: "elsewhere" });
    expect(asked.map((one) => one.message.body)).toEqual(["first", "elsewhere"]);

    await asked[0]?.answer(taken(asked[0].message));
    expect(asked.map((one) => one.message.body)).toEqual(["first", "elsewhere", "second"]);
    await asked[2]?.answer(taken(asked[2].message));
    expect(arrived).toEqual(["first", "second"]);
    expect(outbox.messages.get().map((one) => one.body)).toEqual(["elsewhere"]);
  });

  it("says of everything behind a message that waits that it waits", async () => {
    const { asked, open } = setUp();
    const outbox = open();
    const states = () => outbox.messages.get().map((one) => one.state);
    outbox.send({ channelId: "a", body: "first" });
    outbox.send({ channelId: "a", body: "second" });
    outbox.send({ channelId: "b", body: "elsewhere" });
    await asked[0]?.answer(null);
    expect(states()).toEqual(["waiting", "waiting", "sending"]);
    outbox.send({ channelId: "a", body: "third" });
    expect(states()).toEqual(["sending", "waiting", "sending", "waiting"]);
  });

  it("keeps what found no connection waiting, and sends it again as the same message", async () => {
    const { asked, open } = setUp();
    const outbox = open();
    outbox.send({ channelId: "a", body: "first" });
    await asked[0]?.answer(null);
    expect(outbox.messages.get()[0]?.state).toBe("waiting");

    outbox.flush();
    expect(asked[1]?.message.clientId).toBe(asked[0]?.message.clientId);
    await asked[1]?.answer(taken(asked[1].message));
    expect(outbox.messages.get()).toEqual([]);
  });

  it("waits as long as the server asks for, without a click", async () => {
    const { asked, open } = setUp();
    const outbox = open();
    outbox.send({ channelId: "a", body: "first" });
    await asked[0]?.answer(refused("RATE_LIMITED", 4_000));
    expect(outbox.messages.get()[0]?.state).toBe("waiting");
    await vi.advanceTimersByTimeAsync(3_900);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toHaveLength(2);
  });

  it("leaves a refused message to its author, and goes on with the next", async () => {
    const { asked, open } = setUp();
    const outbox = open();
    outbox.send({ channelId: "a", body: "bad" });
    outbox.send({ channelId: "a", body: "good" });
    await asked[0]?.answer(refused("VALIDATION"));
    expect(outbox.messages.get()[0]).toMatchObject({ state: "failed", error: "No" });
    await asked[1]?.answer(taken(asked[1].message));

    const { clientId } = outbox.messages.get()[0] as OutgoingMessage;
    outbox.retry(clientId);
    expect(asked[2]?.message.body).toBe("bad");
    await asked[2]?.answer(refused("VALIDATION"));
    outbox.discard(clientId);
    expect(outbox.messages.get()).toEqual([]);
  });

  it("comes back after a reload of the tab, and leaves nothing when access ends", async () => {
    const { tab, asked, open } = setUp();
    open().send({ channelId: "a", body: "first" });
    const outbox = open();
    outbox.restore();
    expect(outbox.messages.get()).toMatchObject([{ body: "first", state: "waiting" }]);
    outbox.flush();
    expect(asked[1]?.message.clientId).toBe(asked[0]?.message.clientId);

    outbox.drop();
    expect(tab.size).toBe(0);
    await asked[1]?.answer(null);
    expect(outbox.messages.get()).toEqual([]);
    expect(tab.size).toBe(0);
  });
});
