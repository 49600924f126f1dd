import { expect, it } from "vitest";
import { createObservable } from "@/ui/realtime/observable";
import { listChannels } from "@/ui/realtime/store/list-channels";
import type { RealtimeState } from "@/ui/realtime/store/state";

const channel = (id: string, name: string) => ({ channel: { id, name }, messages: [] });

function observe(...channels: ReturnType<typeof channel>[]) {
  const byId = Object.fromEntries(channels.map((one) => [one.channel.id, one]));
  const state = createObservable({ channels: byId } as unknown as RealtimeState);
  return {
    list: () => listChannels(state),
    put: (one: object & ReturnType<typeof channel>) =>
      state.update((before) => ({
        ...before,
        channels: { ...before.channels, [one.channel.id]: one } as RealtimeState["channels"],
      })),
  };
}

it("is the same list of channels until one of them changes, and keeps those that have not", () => {
  const [art, code] = [channel("2", "art"), channel("1", "code")];
  const { list, put } = observe(code, art);
  const before = list();
  expect(before.map(({ name }) => name)).toEqual(["art", "code"]);
  put({ ...code, messages: [] });
  expect(list()).toBe(before);
  put({ ...code, channel: { ...code.channel } });
  expect(list()).not.toBe(before);
  expect(list()[0]).toBe(before[0]);
});

it("is in the order of the names when a channel comes or gets another one", () => {
  const { list, put } = observe(channel("1", "code"), channel("2", "art"));
  list();
  put(channel("3", "bikes"));
  expect(list().map(({ name }) => name)).toEqual(["art", "bikes", "code"]);
  put(channel("2", "dance"));
  expect(list().map(({ name }) => name)).toEqual(["bikes", "code", "dance"]);
});
