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
 * What to do after events may have been missed, Redis or the database having been away: re-check everyone,
 * then let people join what they gained, then tell every channel where it stands, so that clients compare
 * and ask `sync`, and that of everything else news were missed. Calls that come during one round are answered by one more.
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
        logger().info({ err: error }, "what was missed could not be told yet");
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

/** To this node's sockets alone: every node heals by itself. */
async function tellChannels(io: Io): Promise<void> {
  const ids = listServedChannels(io);
  if (ids.length === 0) return;
  for (const channel of await readChannelChanges(ids)) {
    io.local.to(channelRoom(channel.id)).emit("channel:updated", { channel });
  }
}
