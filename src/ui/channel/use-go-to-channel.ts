"use client";

import { usePathname, useRouter } from "next/navigation";
import { useCallback } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { changeAddress } from "./change-address";
import { isTouch } from "../message/growing-text";

/** The address of a channel. */
export function channelPath(slug: string, channelId: string): string {
  return `/w/${slug}/c/${channelId}`;
}

/** The channel that the address names, also after a switch that the server was not asked about. */
export function useOpenChannelId(): string | null {
  return readChannelId(usePathname());
}

/** The same as of this moment: a page is drawn a little after its address has changed. */
export function findOpenChannelId(): string | null {
  return readChannelId(window.location.pathname);
}

function readChannelId(pathname: string): string | null {
  return /^\/w\/[^/]+\/c\/([^/]+)/.exec(pathname)?.[1] ?? null;
}

/** The channel that one is on the way to in order to write there. */
let destination: string | null = null;

/** @returns whether one has come to this channel to write, once, and not to a screen whose keyboard would cover it */
export function arriveToWrite(channelId: string): boolean {
  const arrived = destination === channelId;
  destination = null;
  // Whoever has found another field by then keeps it.
  return arrived && !isTouch() && !document.activeElement?.matches("input, textarea");
}

/**
 * Goes to a channel. From one to another only the address changes: what is shown comes from the
 * store, so a switch costs no request to the server for a page.
 * `toWrite`: the focus, which is lost with what is left, goes to where one writes.
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
