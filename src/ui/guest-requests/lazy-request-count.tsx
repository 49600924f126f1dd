"use client";

import { late } from "@/ui/primitives/late";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";

const Count = late(async () => (await import("./request-count")).RequestCount);

/** How many requests wait for an admin, beside the link to the page that shows them. Loaded once there is one. */
export function RequestCount() {
  return useObservable(useRealtime().state, (now) => now.isAskedForGuests) && <Count />;
}
