import type { Metadata } from "next";
import { enterAdminPage } from "@/app/visitor";
import { AuditPage } from "@/ui/audit/audit-page";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { OnlyFor } from "@/ui/shell/only-for";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  const { workspace } = await enterAdminPage(slug, ADMIN_PAGES.audit);
  return (
    <OnlyFor action={ADMIN_PAGES.audit.needs}>
      <AuditPage slug={workspace.slug} />
    </OnlyFor>
  );
}
