"use client";

import { useCallback } from "react";
import type { Channel, Person } from "@/lib/api-types";
import { useGoToChannel } from "@/ui/channel/use-go-to-channel";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure, RequestFailed, request } from "@/ui/request";
import { CLOSED, readClosedDirects } from "./use-closed-directs";

/**
 * Opens the direct conversation with these people, and makes it if there is none.
 * @throws RequestFailed with a sentence for people
 */
export function useOpenDirect(): (userIds: string[]) => Promise<void> {
  const { workspace, state, putChannel } = useRealtime();
  const goTo = useGoToChannel();
  return useCallback(
    async (userIds) => {
      const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}/direct`;
      try {
        const { channel } = await request<{ channel: Channel }>("POST", path, { userIds });
        putChannel(channel);
        goTo(channel.id, true);
      } catch (failure) {
        const { as, people } = state.get();
        const guests = userIds.flatMap((id) => (people[id]?.as === "guest" ? people[id].name : []));
        throw await explainDirect(failure, { slug: workspace.slug, as, userIds, guests });
      }
    },
    [workspace.slug, state, putChannel, goTo],
  );
}

/** As `useOpenDirect`, but shows a failure in a toast. */
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

interface Attempt {
  slug: string;
  as: Person["as"];
  userIds: string[];
  /** The names of those who are guests. */
  guests: string[];
}

/** Words the refusal. The server says only that somebody was not found, so that it does not reveal who knows whom. */
async function explainDirect(
  failure: unknown,
  { slug, as, userIds, guests }: Attempt,
): Promise<unknown> {
  if (!(failure instanceof RequestFailed) || failure.code !== "NOT_FOUND") return failure;
  if (as === "guest") {
    return reword(failure, CLOSED.workspace.sentence);
  }
  if (guests.length === 0) return failure;
  const who = guests.join(" and ");
  if (userIds.length > 1) {
    return reword(
      failure,
      `Not everybody here may have a direct conversation with ${who}: all of them must share a channel.`,
    );
  }
  return reword(failure, `${who} cannot be written to directly. ${await readWhy(slug, userIds)}`);
}

const ANY_REASON =
  "You must both be in the same channel, their access must not have ended, and the workspace must allow it.";

/**
 * Requested only after a refusal, not for everybody in a list. If the request fails, the sentence names all possible
 * reasons.
 */
async function readWhy(slug: string, [userId = ""]: string[]): Promise<string> {
  const closed = await readClosedDirects(slug).catch(() => null);
  return closed?.get(userId)?.sentence ?? ANY_REASON;
}

function reword(failure: RequestFailed, sentence: string): RequestFailed {
  return new RequestFailed(sentence, failure.code, failure.status);
}
