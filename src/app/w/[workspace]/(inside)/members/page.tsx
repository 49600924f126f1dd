import type { Metadata } from "next";
import { enterAdminPage } from "@/app/visitor";
import { MembersPage } from "@/ui/members/members-page";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  const { user, workspace } = await enterAdminPage(slug, ADMIN_PAGES.members);
  return <MembersPage workspace={{ slug: workspace.slug, name: workspace.name }} me={user.id} />;
}
