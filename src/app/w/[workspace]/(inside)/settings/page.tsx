import type { Metadata } from "next";
import { enterAsAdmin } from "@/app/visitor";
import { can } from "@/core/access/policy";
import { readSettings } from "@/core/workspaces/change-workspace";
import { WorkspaceSettingsPage } from "@/ui/settings/workspace/workspace-settings-page";
import { ForAdmins } from "@/ui/shell/for-admins";
import { NotFoundPlace } from "@/ui/shell/not-found-place";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  const { principal, workspace } = await enterAsAdmin(slug, `/w/${slug}/settings`);
  return (
    <ForAdmins instead={<NotFoundPlace />}>
      <WorkspaceSettingsPage
        slug={workspace.slug}
        settings={await readSettings(principal)}
        exports={can(principal, "workspace.export")}
        imports={can(principal, "workspace.import")}
      />
    </ForAdmins>
  );
}
