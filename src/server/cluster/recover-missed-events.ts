import { setTimeout as pause } from "node:timers/promises";
import { readChannelChanges } from "@/core/channels/read-channel-changes";
import { logger } from "@/lib/logger";
import { channelRoom } from "@/lib/rooms";
import type { Io } from "../socket/io";
import { listServedChannels } from "../socket/list-served";
import { widenHere } from "../socket/local";
import type { Sweep } from "./sweep";

const RETRY_MS = 1_000;

/**
 * What to do when events may have been missed because Redis or the database was away. First check everybody's access.
 * Then let people join what they gained. Then send every channel's last sequence number, so that clients compare it and
 * ask `sync`. Last, tell clients that they may have missed other news. Calls during one round lead to one more round.
 */
export function createRecovery(io: Io, sweep: Sweep): () => void {
  let asked = false;
  let isRecovering = false;

  async function recover(): Promise<void> {
    isRecovering = true;
    while (asked) {
      asked = false;
      try {
        await sweep.recheck();
        await widenHere(io, listPeople(io));
        await tellChannels(io);
        io.local.emit("news:missed", {});
      } catch (error) {
        logger().info({ err: error }, "missed events could not be recovered yet");
        asked = true;
        await pause(RETRY_MS, undefined, { ref: false });
      }
    }
    isRecovering = false;
  }

  return () => {
    asked = true;
    if (!isRecovering) void recover();
  };
}

function listPeople(io: Io): { workspaceId: string; userId: string }[] {
  const people = new Map<string, { workspaceId: string; userId: string }>();
  for (const { data, connected } of io.sockets.sockets.values()) {
    if (!connected) continue;
    const { workspace, userId } = data.principal;
    people.set(`${workspace.id} ${userId}`, { workspaceId: workspace.id, userId });
  }
  return [...people.values()];
}

/** Only to this node's sockets: every node does this by itself. */
async function tellChannels(io: Io): Promise<void> {
  const ids = listServedChannels(io);
  if (ids.length === 0) return;
  for (const channel of await readChannelChanges(ids)) {
    io.local.to(channelRoom(channel.id)).emit("channel:updated", { channel });
  }
}
