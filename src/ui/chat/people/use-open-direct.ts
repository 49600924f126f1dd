"use client";

import { useCallback } from "react";
import type { Channel } from "@/lib/api-types";
import { useGoToChannel } from "@/ui/chat/use-go-to-channel";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure, RequestFailed, request } from "@/ui/request";

/** Opens the direct conversation with these people, making it if there is none; throws kindly. */
export function useOpenDirect(): (userIds: string[]) => Promise<void> {
  const { workspace, state, putChannel } = useRealtime();
  const goTo = useGoToChannel();
  return useCallback(
    async (userIds) => {
      const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}/direct`;
      try {
        const { channel } = await request<{ channel: Channel }>("POST", path, { userIds });
        putChannel(channel);
        goTo(channel.id);
      } catch (failure) {
        const { as, people } = state.get();
        const guests = userIds.flatMap((id) => (people[id]?.as === "guest" ? people[id].name : []));
        throw explainDirect(failure, as === "guest", guests, userIds.length > 1);
      }
    },
    [workspace.slug, state, putChannel, goTo],
  );
}

/** As `useOpenDirect`, for a button that has no room for a sentence. */
export function useMessagePerson(): (userId: string) => Promise<void> {
  const open = useOpenDirect();
  return useCallback(
    async (userId) => {
      try {
        await open([userId]);
      } catch (failure) {
        toast.error("No direct conversation", { description: describeFailure(failure) });
      }
    },
    [open],
  );
}

/** The server says only that somebody is not found: it does not tell who may know whom. */
function explainDirect(
  failure: unknown,
  iAmGuest: boolean,
  guests: string[],
  group: boolean,
): unknown {
  if (!(failure instanceof RequestFailed) || failure.code !== "NOT_FOUND") return failure;
  if (iAmGuest) {
    return reword(
      failure,
      "This workspace keeps conversations with guests in channels. Write where you both are.",
    );
  }
  if (guests.length === 0) return failure;
  const who = guests.join(" and ");
  if (group) {
    return reword(
      failure,
      `Not everybody here may have a direct conversation with ${who}: all of them must share a channel.`,
    );
  }
  return reword(
    failure,
    `${who} cannot be written to directly. It takes a channel that you share, access that has not ended, and a workspace that allows it.`,
  );
}

function reword(failure: RequestFailed, sentence: string): RequestFailed {
  return new RequestFailed(sentence, failure.code, failure.status);
}
