"use client";

import type { RefObject } from "react";
import { late } from "@/ui/primitives/late";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { countOnLine } from "./conversations";

const Beyond = late(async () => (await import("./unread-beyond")).UnreadBeyond);

/** Loaded only while something waits for the user: most pages open with nothing that does. */
export function UnreadBeyond({ nav }: { nav: RefObject<HTMLElement | null> }) {
  const waiting = useObservable(useRealtime().state, ({ channels }) =>
    Object.values(channels).some(({ channel }) => countOnLine(channel) > 0),
  );
  return waiting && <Beyond nav={nav} />;
}
