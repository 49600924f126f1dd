import type { Metadata } from "next";
import { enterAsAdmin } from "@/app/visitor";
import { can } from "@/core/access/policy";
import { readSettings } from "@/core/workspaces/change-workspace";
import { WorkspaceSettingsPage } from "@/ui/settings/workspace/workspace-settings-page";

export const metadata: Metadata = { title: "Workspace settings" };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  const { principal, workspace } = await enterAsAdmin(slug, `/w/${slug}/settings`);
  return (
    <WorkspaceSettingsPage
      slug={workspace.slug}
      settings={await readSettings(principal)}
      exports={can(principal, "workspace.export")}
      imports={can(principal, "workspace.import")}
    />
  );
}
