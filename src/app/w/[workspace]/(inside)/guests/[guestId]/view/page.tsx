import type { Metadata } from "next";
import { enterGuestPage } from "@/app/guest-visitor";
import { GuestViewPage } from "@/ui/guests/view/guest-view-page";
import { OWN_TITLE } from "@/ui/primitives/page-title";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { OnlyFor } from "@/ui/shell/only-for";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string; guestId: string }>;
}

export default async function Page({ params }: Props) {
  const { workspace: slug, guestId } = await params;
  const path = `guests/${guestId}/view`;
  const { workspace, guest } = await enterGuestPage(slug, guestId, path);
  const { id, userId, name, status } = guest;
  return (
    <OnlyFor action={ADMIN_PAGES.guests.needs}>
      <GuestViewPage slug={workspace.slug} guest={{ id, userId, name, status }} />
    </OnlyFor>
  );
}
