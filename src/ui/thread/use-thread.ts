"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { Message } from "@/lib/api-types";
import { toast } from "@/ui/primitives/toast";
import type { OutgoingMessage } from "@/ui/realtime/sending/outbox";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useAttention } from "@/ui/shell/use-attention";
import { useChannelState, useMe } from "@/ui/realtime/use-channels";
import { useObservable } from "@/ui/realtime/observable";
import { describeFailure, RequestFailed, request } from "@/ui/request";
import { loadThread } from "./load-thread";

/** Why a thread could not be loaded. */
export interface ThreadFailure {
  words: string;
  /** It does not exist for the user. Trying again does not help. */
  isMissing: boolean;
}

export interface OpenThread {
  parent: Message | null;
  replies: readonly Message[];
  outgoing: readonly OutgoingMessage[];
  loaded: boolean;
  following: boolean;
  failure: ThreadFailure | null;
  follow: (following: boolean) => void;
  retry: () => void;
}

/**
 * A thread from the channel's state. It is loaded as a whole when it is opened; events keep it up to date. Its replies
 * count as seen while the user looks at it.
 */
export function useThread(channelId: string, messageId: string): OpenThread {
  const { state, outbox, reading } = useRealtime();
  const channel = useChannelState(channelId);
  const waiting = useObservable(outbox.messages, (all) => all);
  const me = useMe();
  const [following, setFollowing] = useState(false);
  const [loaded, setLoaded] = useState(false);
  const [failure, setFailure] = useState<ThreadFailure | null>(null);
  const generation = channel?.generation ?? 0;

  const load = useCallback(() => {
    let current = true;
    setFailure(null);
    loadThread(state, messageId)
      .then((answer) => {
        if (!current) return;
        setFollowing(answer.following);
        setLoaded(true);
      })
      .catch((cause: unknown) => {
        if (current) setFailure({ words: describeFailure(cause), isMissing: isNotFound(cause) });
      });
    return () => {
      current = false;
    };
  }, [state, messageId]);
  useEffect(load, [load, generation]);

  const attention = useAttention();
  const unseen = channel?.channel.unseenReplies;
  useEffect(() => {
    if (loaded && attention && unseen) reading.markThread(channelId, messageId);
  }, [reading, channelId, messageId, loaded, attention, unseen]);

  const all = channel?.messages;
  const parent = useMemo(() => all?.find((one) => one.id === messageId) ?? null, [all, messageId]);
  const replies = useMemo(
    () => all?.filter((one) => one.parentId === messageId && one.deletedAt === null) ?? [],
    [all, messageId],
  );
  const outgoing = useMemo(() => {
    const there = new Set(replies.map((one) => one.clientId));
    return waiting.filter((one) => one.parentId === messageId && !there.has(one.clientId));
  }, [waiting, replies, messageId]);

  // Somebody who replies follows the thread. The server has already noted it.
  const answered = replies.some((one) => one.author.id === me.id);
  const [hadAnswered, setHadAnswered] = useState(answered);
  if (answered !== hadAnswered) {
    setHadAnswered(answered);
    if (answered && loaded) setFollowing(true);
  }

  async function follow(next: boolean) {
    setFollowing(next);
    try {
      await request("PATCH", `/api/messages/${messageId}/thread`, { following: next });
    } catch (cause) {
      setFollowing(!next);
      toast.error("That could not be saved", { description: describeFailure(cause) });
    }
  }

  return {
    parent,
    replies,
    outgoing,
    loaded,
    following,
    failure,
    follow: (next) => void follow(next),
    retry: load,
  };
}

const isNotFound = (cause: unknown) => cause instanceof RequestFailed && cause.code === "NOT_FOUND";
