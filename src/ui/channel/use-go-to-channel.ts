"use client";

import { usePathname, useRouter } from "next/navigation";
import { useCallback } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { changeAddress } from "./change-address";
import { isTouch } from "../message/growing-text";

/** The path of a channel's page. */
export function channelPath(slug: string, channelId: string): string {
  return `/w/${slug}/c/${channelId}`;
}

/** The id of the channel in the address. It follows switches that happened in the browser only. */
export function useOpenChannelId(): string | null {
  return readChannelId(usePathname());
}

/** As `useOpenChannelId`, but at this moment: a page renders a little after its address has changed. */
export function findOpenChannelId(): string | null {
  return readChannelId(window.location.pathname);
}

function readChannelId(pathname: string): string | null {
  return /^\/w\/[^/]+\/c\/([^/]+)/.exec(pathname)?.[1] ?? null;
}

/** The channel that the user is going to in order to write there. */
let destination: string | null = null;

/**
 * @returns true once, if the user came to this channel to write. False on touch screens, whose keyboard would cover the
 * messages.
 */
export function takeWriteIntent(channelId: string): boolean {
  const arrived = destination === channelId;
  destination = null;
  // A field that has got the focus meanwhile keeps it.
  return arrived && !isTouch() && !document.activeElement?.matches("input, textarea");
}

/**
 * Goes to a channel. From one channel to another only the address changes: the messages come from the store, so that a
 * switch needs no page from the server.
 * `toWrite`: the focus moves to the composer. It would otherwise be lost with the old page.
 */
export function useGoToChannel(): (channelId: string, toWrite?: boolean) => void {
  const { workspace } = useRealtime();
  const router = useRouter();
  return useCallback(
    (channelId, toWrite = false) => {
      const here = findOpenChannelId();
      const path = channelPath(workspace.slug, channelId);
      if (here === channelId && window.location.search === "") return;
      destination = toWrite ? channelId : null;
      if (here === null) router.push(path);
      else changeAddress(path);
    },
    [workspace.slug, router],
  );
}
