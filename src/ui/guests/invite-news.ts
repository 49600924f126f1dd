import { toast } from "@/ui/primitives/toast";
import type { InviteNews } from "@/ui/realtime/connection/receive-events";

/**
 * Says what has become of the user's own invitation. The Guests page keeps it.
 * @param go opens a page
 */
export function sayInviteNews(news: InviteNews, slug: string, go: (path: string) => void): void {
  const { title, description } = describe(news);
  toast.info(title, {
    description,
    action: { label: "Show", onClick: () => go(pathOf(slug, news)) },
  });
}

function describe(news: InviteNews): { title: string; description?: string } {
  const { invite } = news.payload;
  const which = invite.email ? `to ${invite.email}` : "by link";
  if (news.type === "invite:ending") {
    const { uses, left } = news.payload.invite;
    const used =
      uses === 0
        ? `Nobody has used your invitation ${which}.`
        : `Your invitation ${which} works for ${left} more.`;
    return { title: "An invitation is about to end", description: `${used} It ends within a day.` };
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
function pathOf(slug: string, { payload }: InviteNews): string {
  return `/w/${slug}/${payload.invite.role === "guest" ? "guests" : "members"}`;
}
