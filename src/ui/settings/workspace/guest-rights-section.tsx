"use client";

import type { WorkspaceSettings } from "@/lib/api-types";
import { Section } from "@/ui/settings/section";
import { GuestDirectSetting } from "./guest-direct-setting";
import { SettingCheckbox } from "./setting-checkbox";

interface GuestRightsSectionProps {
  slug: string;
  settings: Pick<WorkspaceSettings, "guestDirect" | "guestTakeout">;
}

export function GuestRightsSection({ slug, settings }: GuestRightsSectionProps) {
  return (
    <Section title="What guests may do" lead="Beyond reading and writing in their channels.">
      <div className="flex flex-col gap-4">
        <GuestDirectSetting slug={slug} allowed={settings.guestDirect} />
        <SettingCheckbox
          slug={slug}
          setting="guestTakeout"
          saved={settings.guestTakeout}
          label="Guests may take along what they wrote"
          hint="While they have access: their own messages and files from the channels that they see, in one ZIP. Nothing that others wrote. Each time is on record."
          said={{ on: "Guests may take it along", off: "Guests take nothing along" }}
        />
      </div>
    </Section>
  );
}
