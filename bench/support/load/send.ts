import { randomUUID } from "node:crypto";
import { type Open, opened } from "./open";
import type { Orders } from "./orders";
import { pick } from "./pick";
import { RawConnection } from "./raw-connection";

/** As long as a usual message, so that a delivery has the size of a usual one. */
const BODY = "Can you look at the second draft before Thursday? The client wants the warm one.";

export async function send(order: Orders["send"]["order"]): Promise<Orders["send"]["answer"]> {
  const { channelIds, senders, underWay, forMs, perSecond, body } = order;
  const times: number[] = [];
  let refused = 0;
  const packets = RawConnection.packets;
  const begun = performance.now();
  const end = begun + forMs;
  const runs = opened.slice(0, senders).map((one, n) => {
    const sender = new Sender(one, pick(channelIds, n), body, (took, isOk) => {
      if (isOk) times.push(took);
      else refused += 1;
    });
    if (!perSecond) return sender.keepUnderWay(underWay, end);
    const pauseMs = (1_000 * senders) / perSecond;
    return sender.keepPace(pauseMs, begun + (pauseMs * n) / senders, end);
  });
  await Promise.all(runs);
  const seconds = (performance.now() - begun) / 1_000;
  return {
    perSecond: times.length / seconds,
    times,
    refused,
    packetsEach: (RawConnection.packets - packets) / times.length,
  };
}

/** One connection that sends messages to a channel. */
export class Sender {
  private serial = 0;
  private readonly sentAt = new Map<number, number>();

  constructor(
    private readonly one: Open,
    private readonly channelId: string,
    private readonly body = BODY,
    private readonly onDone: (tookMs: number, isOk: boolean) => void = () => undefined,
  ) {
    one.onAck = (id, isOk) => this.take(id, isOk);
  }

  private onAcked: () => void = () => undefined;

  private take(id: number, isOk: boolean): void {
    const sentAt = this.sentAt.get(id);
    if (sentAt === undefined) return;
    this.sentAt.delete(id);
    this.onDone(performance.now() - sentAt, isOk);
    this.onAcked();
  }

  send(): void {
    const id = ++this.serial;
    this.sentAt.set(id, performance.now());
    const { channelId, body } = this;
    this.one.connection.emit(id, "message:send", { channelId, body, clientId: randomUUID() });
  }

  /** Sends the next message when one is acknowledged. */
  keepUnderWay(count: number, end: number): Promise<void> {
    return new Promise((resolve) => {
      this.onAcked = () => {
        if (performance.now() < end) this.send();
        else if (this.sentAt.size === 0) resolve();
      };
      for (let n = 0; n < count; n++) this.send();
    });
  }

  /** Sends at fixed times, whether or not the messages before are acknowledged. */
  keepPace(pauseMs: number, from: number, end: number): Promise<void> {
    return new Promise((resolve) => {
      let due = from;
      let isOver = false;
      this.onAcked = () => {
        if (isOver && this.sentAt.size === 0) resolve();
      };
      const tick = () => {
        for (; due <= performance.now() && due < end; due += pauseMs) this.send();
        if (due < end) return void setTimeout(tick, Math.max(0, due - performance.now()));
        isOver = true;
        this.onAcked();
      };
      tick();
    });
  }
}
