"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { changeAddress } from "../channel/change-address";

/** The parameters of the address of a channel: a message to show, and what is open beside the list. */
export interface ChannelParams {
  /** The seq of a message to show in its context. */
  at: number | null;
  /** The id of the message whose thread is open. */
  thread: string | null;
  /** The seq of the reply to show in that thread. */
  reply: number | null;
  pins: boolean;
}

export function useChannelParams(): ChannelParams {
  const query = useSearchParams();
  return useMemo(
    () => ({
      at: readSeq(query.get("at")),
      thread: query.get("thread"),
      reply: readSeq(query.get("reply")),
      pins: query.has("pins"),
    }),
    [query],
  );
}

type Change = Partial<Record<"at" | "thread" | "reply" | "pins", string | null>>;

/** Changes parameters of the address without asking the server for a page. Null removes a parameter. */
export function changeChannelParams(change: Change, { replace = false } = {}): void {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (url.href === window.location.href) return;
  changeAddress(url.pathname + url.search, { replace });
}

export function openThread(messageId: string): void {
  changeChannelParams({ thread: messageId, reply: null, pins: null });
}

export function openPins(): void {
  changeChannelParams({ pins: "", thread: null, reply: null });
}

export function closePanel(): void {
  changeChannelParams({ thread: null, reply: null, pins: null });
}

function readSeq(text: string | null): number | null {
  const seq = Number(text);
  return text !== null && Number.isSafeInteger(seq) && seq > 0 ? seq : null;
}
