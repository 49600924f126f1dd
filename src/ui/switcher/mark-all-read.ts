import { toast } from "@/ui/primitives/toast";
import type { Realtime } from "@/ui/realtime/realtime";
import { MAX_COUNTED } from "@/ui/realtime/store/unread-counts";
import { describeFailure, request } from "@/ui/request";

/**
 * Marks everything in the workspace as read, threads too, on every device. It can be taken back, as the keys are pressed
 * by mistake.
 */
export async function markAll({ workspace, state, reading }: Realtime): Promise<void> {
  const unread = Object.values(state.get().channels).flatMap(({ channel }) =>
    channel.joined && channel.unreadCount + channel.unseenReplies.length > 0 ? [channel] : [],
  );
  async function undo() {
    try {
      for (const { id, lastReadSeq, unseenReplies } of unread) {
        await reading.markUnread(id, lastReadSeq + 1, unseenReplies.slice(-MAX_COUNTED));
      }
    } catch (failure) {
      toast.error("Not all is unread again", { description: describeFailure(failure) });
    }
  }
  await request("POST", `/api/workspaces/${encodeURIComponent(workspace.slug)}/read`, {});
  toast.success("Everything is marked as read", {
    ...(unread.length > 0 && { action: { label: "Undo", onClick: () => void undo() } }),
  });
}
