"use client";

import { useState } from "react";
import type { WhenSponsorLeaves, WorkspaceSettings } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { Field } from "@/ui/primitives/field";
import { Select } from "@/ui/primitives/select";
import { toast } from "@/ui/primitives/toast";
import { Section } from "@/ui/settings/section";
import { useAction } from "@/ui/use-action";
import { saveSettings } from "./save-settings";
import { SettingCheckbox } from "./setting-checkbox";

const WHEN: { value: WhenSponsorLeaves; label: string }[] = [
  { value: "ask", label: "Their guests stay, and admins decide" },
  { value: "lock", label: "Their guests are revoked at once" },
];

interface SponsorsSectionProps {
  slug: string;
  settings: Pick<WorkspaceSettings, "memberRequests" | "whenSponsorLeaves" | "showSponsorEmail">;
}

/** Whether members ask for guests, and what being their sponsor means. */
export function SponsorsSection({ slug, settings: saved }: SponsorsSectionProps) {
  const [whenSponsorLeaves, setWhen] = useState(saved.whenSponsorLeaves);
  const { run, busy, failure } = useAction(async (wanted: WhenSponsorLeaves) => {
    setWhen((await saveSettings(slug, { whenSponsorLeaves: wanted })).whenSponsorLeaves);
    toast.success("Saved");
  });
  return (
    <Section
      title="Who invites guests"
      lead="Every guest sees the member who invited them, or asked for them."
    >
      <div className="flex flex-col gap-4">
        <SettingCheckbox
          slug={slug}
          setting="memberRequests"
          saved={saved.memberRequests}
          label="Members may ask for guests"
          hint="They ask in a channel, and an admin decides. The guest sees who asked as the one who invited them."
          said={{ on: "Members may ask for guests", off: "Members ask for no guests" }}
        />
        <SettingCheckbox
          slug={slug}
          setting="showSponsorEmail"
          saved={saved.showSponsorEmail}
          label="Show the inviter’s e-mail address when access has ended"
          hint="A guest whose access is revoked has no other way to ask. Otherwise they see the name only."
          said={{ on: "The address is shown", off: "Only the name is shown" }}
        />
        <Field className="max-w-96" label="When the member who invited them leaves">
          <Select
            value={whenSponsorLeaves}
            onChange={(wanted) => void run(wanted)}
            options={WHEN}
            disabled={busy}
          />
        </Field>
        {failure && <Alert>{failure.message}</Alert>}
      </div>
    </Section>
  );
}
