import type { Metadata } from "next";
import { enterGuestPage } from "@/app/guest-visitor";
import { readSettings } from "@/core/workspaces/change-workspace";
import { ExtendPage } from "@/ui/guests/extend-page";
import { OWN_TITLE } from "@/ui/primitives/page-title";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { OnlyFor } from "@/ui/shell/only-for";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string; guestId: string }>;
}

/** Where the sponsor's reminder leads. Opening it changes nothing: mail scanners open links too. */
export default async function Page({ params }: Props) {
  const { workspace: slug, guestId } = await params;
  const { principal, workspace, guest } = await enterGuestPage(slug, guestId, `extend/${guestId}`);
  const { guestMaxDays } = await readSettings(principal);
  return (
    <OnlyFor action={ADMIN_PAGES.guests.needs}>
      <ExtendPage guest={guest} slug={workspace.slug} maxDays={guestMaxDays} />
    </OnlyFor>
  );
}
