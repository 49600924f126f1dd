"use client";

import type { WorkspaceSettings } from "@/lib/api-types";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { WorkspacePageTitle } from "@/ui/shell/workspace-page-title";
import { useMay } from "@/ui/shell/use-may";
import { PageHeader } from "@/ui/primitives/page-header";
import { ExportSection } from "./export-section";
import { GuestRightsSection } from "./guest-rights-section";
import { ImportSection } from "./import-section";
import { InvitingGuestsSection } from "./inviting-guests-section";
import { SponsorsSection } from "./sponsors-section";
import { WorkspaceIconSection } from "./workspace-icon-section";
import { WorkspaceNameSection } from "./workspace-name-section";

interface WorkspaceSettingsPageProps {
  slug: string;
  settings: WorkspaceSettings;
}

/** The settings that apply to everybody in the workspace. */
export function WorkspaceSettingsPage({ slug, settings }: WorkspaceSettingsPageProps) {
  const mayImport = useMay("workspace.import");
  const mayExport = useMay("workspace.export");
  return (
    <>
      <WorkspacePageTitle>{ADMIN_PAGES.settings.name}</WorkspacePageTitle>
      <PageHeader title={ADMIN_PAGES.settings.name} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="w-full max-w-180 px-4 pb-16 md:px-5 [&>section:first-child]:border-t-0">
          <WorkspaceNameSection slug={slug} name={settings.name} />
          <WorkspaceIconSection slug={slug} icon={settings.icon} />
          <InvitingGuestsSection slug={slug} settings={settings} />
          <SponsorsSection slug={slug} settings={settings} />
          <GuestRightsSection slug={slug} settings={settings} />
          {mayImport && <ImportSection slug={slug} />}
          {mayExport && <ExportSection slug={slug} />}
        </div>
      </div>
    </>
  );
}
