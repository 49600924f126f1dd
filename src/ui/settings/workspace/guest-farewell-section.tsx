"use client";

import { Section } from "@/ui/settings/section";
import type { WorkspaceSettings } from "@/lib/api-types";
import { SettingCheckbox } from "./setting-checkbox";

interface GuestFarewellSectionProps {
  slug: string;
  settings: Pick<WorkspaceSettings, "guestTakeout" | "showSponsorEmail">;
}

/** What guests have when they go. */
export function GuestFarewellSection({ slug, settings }: GuestFarewellSectionProps) {
  return (
    <Section title="When guests go" lead="What they take along, and whom they can ask.">
      <div className="flex flex-col gap-4">
        <SettingCheckbox
          slug={slug}
          setting="guestTakeout"
          saved={settings.guestTakeout}
          label="Guests may take along what they wrote"
          hint="While they have access: their own messages and files from the channels that they see, in one ZIP. Nothing that others wrote. Each time is on record."
          said={{ on: "Guests may take it along", off: "Guests take nothing along" }}
        />
        <SettingCheckbox
          slug={slug}
          setting="showSponsorEmail"
          saved={settings.showSponsorEmail}
          label="Show the address of their sponsor when access has ended"
          hint="A guest who is cut off has no other way to ask. Without it they read the name alone."
          said={{ on: "The address is shown", off: "The name alone is shown" }}
        />
      </div>
    </Section>
  );
}
