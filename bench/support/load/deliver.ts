import { opened } from "./open";
import type { Orders } from "./orders";
import { Sender } from "./send";

export async function deliver({ channelId, underWay, forMs }: Orders["deliver"]["order"]) {
  const [first, ...others] = opened;
  if (!first) throw new Error("nobody is connected");
  let count = 0;
  let acked = 0;
  let bytes = 0;
  for (const one of others) {
    one.onMessage = (_, from, to) => {
      count += 1;
      bytes += to - from;
    };
  }
  const begun = performance.now();
  const sender = new Sender(first, channelId, undefined, () => acked++);
  await sender.keepUnderWay(underWay, begun + forMs);
  await untilAll(() => count, acked * others.length);
  return { perSecond: (count * 1_000) / (performance.now() - begun), bytesEach: bytes / count };
}

export async function delay({ channelId, perSecond, forMs }: Orders["delay"]["order"]) {
  const [first, ...others] = opened;
  if (!first) throw new Error("nobody is connected");
  const times: number[] = [];
  let sentAt = 0;
  for (const one of others) one.onMessage = () => void times.push(performance.now() - sentAt);
  const sender = new Sender(first, channelId);
  const messages = Math.round((forMs * perSecond) / 1_000);
  const begun = performance.now();
  for (let n = 0; n < messages; n++) {
    await pause(begun + (n * 1_000) / perSecond - performance.now());
    // Each has arrived everywhere before the next: at this pace, a time belongs to one message.
    await untilAll(() => times.length, n * others.length);
    sentAt = performance.now();
    sender.send();
  }
  await untilAll(() => times.length, messages * others.length);
  return { times };
}

/** Waits until everything has arrived. @throws Error when it stays away */
async function untilAll(count: () => number, all: number): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (count() < all) {
    if (performance.now() > deadline) throw new Error(`${count()} of ${all} deliveries came`);
    await pause(2);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
