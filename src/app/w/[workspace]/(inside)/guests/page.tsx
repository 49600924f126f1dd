import type { Metadata } from "next";
import { enterAsAdmin } from "@/app/visitor";
import { ForAdmins } from "@/ui/shell/for-admins";
import { NotFoundPlace } from "@/ui/shell/not-found-place";
import { sendsMail } from "@/lib/sends-mail";
import { GuestsPage } from "@/ui/guests/guests-page";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  const { workspace } = await enterAsAdmin(slug, `/w/${slug}/guests`);
  return (
    <ForAdmins instead={<NotFoundPlace />}>
      <GuestsPage
        workspace={{ slug: workspace.slug, name: workspace.name }}
        sendsMail={sendsMail()}
      />
    </ForAdmins>
  );
}
