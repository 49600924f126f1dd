import type { Metadata } from "next";
import { enterAsAdmin } from "@/app/visitor";
import { AuditPage } from "@/ui/audit/audit-page";
import { ForAdmins } from "@/ui/shell/for-admins";
import { NotFoundPlace } from "@/ui/shell/not-found-place";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  const { workspace } = await enterAsAdmin(slug, `/w/${slug}/audit`);
  return (
    <ForAdmins instead={<NotFoundPlace />}>
      <AuditPage slug={workspace.slug} />
    </ForAdmins>
  );
}
