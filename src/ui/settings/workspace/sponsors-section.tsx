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
  { value: "lock", label: "Their guests are locked at once" },
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
      title="Who answers for guests"
      lead="Each guest has a sponsor: the member who invited or asked for them."
    >
      <div className="flex flex-col gap-4">
        <SettingCheckbox
          slug={slug}
          setting="memberRequests"
          saved={saved.memberRequests}
          label="Members may ask for guests"
          hint="They ask in a channel, an admin decides, and whoever asked is the sponsor."
          said={{ on: "Members may ask for guests", off: "Members ask for no guests" }}
        />
        <SettingCheckbox
          slug={slug}
          setting="showSponsorEmail"
          saved={saved.showSponsorEmail}
          label="Show the sponsor’s address when access has ended"
          hint="A guest who is cut off has no other way to ask. Without it they read the name alone."
          said={{ on: "The address is shown", off: "The name alone is shown" }}
        />
        <Field className="max-w-96" label="When a sponsor leaves">
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
