import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FloodOrder } from "./flood-process";

export interface Flood {
  /** How many answers have come so far, by status. `closed` counts connections that ended, `events` counts events. */
  count(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

const script = fileURLToPath(new URL("./flood-process.ts", import.meta.url));

/**
 * Somebody who asks for as much as they can, in a separate process, so that the test which watches the server is not
 * slowed.
 */
export async function startFlood(order: FloodOrder): Promise<Flood> {
  const child = fork(script, { execArgv: ["--import", "tsx"] });
  await once(child, "message");
  child.send(order);
  return {
    async count() {
      const answer = once(child, "message");
      child.send("count");
      const [counts] = (await answer) as [Record<string, number>];
      return counts;
    },
    async stop() {
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
  };
}

/** Everything that a guest may ask for in a channel. */
export function everything(channelId: string): FloodOrder["requests"] {
  return [
    { path: `/w/acme/c/${channelId}` },
    { path: `/api/channels/${channelId}/messages?limit=200` },
    { path: `/api/channels/${channelId}/messages`, body: { body: "flood" } },
    { path: "/api/auth/get-session" },
    { path: "/api/workspaces/acme/search?q=flood" },
    { path: "/api/workspaces/acme/people" },
    { path: "/api/workspaces/acme/channels" },
    { path: "/w/acme/nothing-here" },
    { path: `/api/admin/guest/${channelId}/disconnect`, body: {} },
  ];
}

/** Packets of every kind of event. "#" is replaced by the number of the acknowledgement. */
export function everyEvent(channelId: string): string[] {
  const event = (name: string, payload: object) => `42#${JSON.stringify([name, payload])}`;
  return [
    event("message:send", { channelId, body: "flood", clientId: "CLIENT_ID" }),
    event("sync", { cursors: { [channelId]: 0 } }),
    event("typing:start", { channelId }),
    event("channel:read", { channelId, seq: 1 }),
    event("channel:read", { channelId: 1 }),
    event("nonsense", {}),
  ];
}
