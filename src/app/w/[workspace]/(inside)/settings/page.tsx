import type { Metadata } from "next";
import { enterAdminPage } from "@/app/visitor";
import { readSettings } from "@/core/workspaces/change-workspace";
import { WorkspaceSettingsPage } from "@/ui/settings/workspace/workspace-settings-page";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { OnlyFor } from "@/ui/shell/only-for";
import { OWN_TITLE } from "@/ui/primitives/page-title";

export const metadata: Metadata = { title: OWN_TITLE };

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Page({ params }: Props) {
  const slug = (await params).workspace;
  const { principal, workspace } = await enterAdminPage(slug, ADMIN_PAGES.settings);
  return (
    <OnlyFor action={ADMIN_PAGES.settings.needs}>
      <WorkspaceSettingsPage slug={workspace.slug} settings={await readSettings(principal)} />
    </OnlyFor>
  );
}
