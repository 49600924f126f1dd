import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { enterWorkspace } from "@/app/visitor";
import { can } from "@/core/access/policy";
import { MembersPage } from "@/ui/members/members-page";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  const { principal, user, workspace } = await enterWorkspace(slug, `/w/${slug}/members`);
  if (!can(principal, "people.all")) notFound();
  return <MembersPage workspace={{ slug: workspace.slug, name: workspace.name }} me={user.id} />;
}
