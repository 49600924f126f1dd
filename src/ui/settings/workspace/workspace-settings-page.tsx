"use client";

import type { WorkspaceSettings } from "@/lib/api-types";
import { PlaceTitle } from "@/ui/shell/place-title";
import { PageHeader } from "@/ui/primitives/page-header";
import { ExportSection } from "./export-section";
import { GuestDirectSection } from "./guest-direct-section";
import { ImportSection } from "./import-section";
import { WorkspaceIconSection } from "./workspace-icon-section";
import { WorkspaceNameSection } from "./workspace-name-section";

interface WorkspaceSettingsPageProps {
  slug: string;
  settings: WorkspaceSettings;
  /** Whether the user may export the workspace. Only owners may. */
  exports: boolean;
  /** Whether the user may import into the workspace. Only owners may. */
  imports: boolean;
}

/** The settings that apply to everybody in the workspace. */
export function WorkspaceSettingsPage({
  slug,
  settings,
  exports,
  imports,
}: WorkspaceSettingsPageProps) {
  return (
    <>
      <PlaceTitle>Workspace settings</PlaceTitle>
      <PageHeader title="Workspace settings" />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto w-full max-w-160 px-4 pb-16 sm:px-6 [&>section:first-child]:border-t-0">
          <WorkspaceNameSection slug={slug} name={settings.name} />
          <WorkspaceIconSection slug={slug} icon={settings.icon} />
          <GuestDirectSection slug={slug} allowed={settings.guestDirect} />
          {imports && <ImportSection slug={slug} />}
          {exports && <ExportSection slug={slug} />}
        </div>
      </div>
    </>
  );
}
