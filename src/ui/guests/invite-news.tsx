"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { toast } from "@/ui/primitives/toast";
import type { InviteNews as News } from "@/ui/realtime/connection/receive-events";
import { useRealtime } from "@/ui/realtime/realtime-provider";

/** Says what has become of the user's own invitations, on whatever page they are. The Guests page keeps it. */
export function InviteNews() {
  const { watchInvites, workspace } = useRealtime();
  const router = useRouter();
  useEffect(
    () =>
      watchInvites((news) => {
        const { title, description } = describe(news);
        toast.info(title, {
          description,
          action: { label: "Show", onClick: () => router.push(pathOf(workspace.slug, news)) },
        });
      }),
    [watchInvites, workspace.slug, router],
  );
  return null;
}

function describe(news: News): { title: string; description?: string } {
  const { invite } = news.payload;
  const which = invite.email ? `to ${invite.email}` : "by link";
  if (news.type === "invite:ending") {
    return {
      title: "An invitation is about to end",
      description: `Nobody has used your invitation ${which}. It ends within a day.`,
    };
  }
  const { by } = news.payload;
  const as =
    invite.role === "guest" ? "a guest" : invite.role === "admin" ? "an admin" : "a member";
  const { left } = news.payload.invite;
  return {
    title: `${by.name} has joined as ${as}`,
    description:
      left > 0
        ? `By your invitation ${which}. It works for ${left} more.`
        : `By your invitation ${which}, which is used up.`,
  };
}

/** The page that lists what has become of it. */
function pathOf(slug: string, { payload }: News): string {
  return `/w/${slug}/${payload.invite.role === "guest" ? "guests" : "members"}`;
}
