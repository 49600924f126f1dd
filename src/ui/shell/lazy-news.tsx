"use client";

import { late } from "@/ui/primitives/late";
import { useMay } from "./use-may";

const News = late(async () => (await import("./news")).News);

/** What has become of the user's own requests and invitations. Only those who may ask or invite load it. */
export function LazyNews() {
  return useMay("guest.ask") && <News />;
}
