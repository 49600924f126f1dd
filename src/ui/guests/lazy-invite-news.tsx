"use client";

import { late } from "@/ui/primitives/late";
import { useMay } from "@/ui/shell/use-may";

const News = late(async () => (await import("./invite-news")).InviteNews);

/** News of one's own invitations. Only those who may invite load it. */
export function InviteNews() {
  return useMay("guest.manage") && <News />;
}
