import type { Metadata } from "next";
import { enterAdminPage } from "@/app/visitor";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { OnlyFor } from "@/ui/shell/only-for";
import { sendsMail } from "@/lib/sends-mail";
import { GuestsPage } from "@/ui/guests/guests-page";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  const { workspace } = await enterAdminPage(slug, ADMIN_PAGES.guests);
  return (
    <OnlyFor action={ADMIN_PAGES.guests.needs}>
      <GuestsPage
        workspace={{ slug: workspace.slug, name: workspace.name }}
        sendsMail={sendsMail()}
      />
    </OnlyFor>
  );
}
