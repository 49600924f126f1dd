"use client";

import { useState } from "react";
import type { WhenSponsorLeaves, WorkspaceSettings } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { Field } from "@/ui/primitives/field";
import { Select } from "@/ui/primitives/select";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { Section } from "@/ui/settings/section";
import { useAction } from "@/ui/use-action";
import { SettingCheckbox } from "./setting-checkbox";

const WHEN: { value: WhenSponsorLeaves; label: string }[] = [
  { value: "ask", label: "Their guests stay, and admins decide" },
  { value: "lock", label: "Their guests are locked at once" },
];

interface GuestRequestsSectionProps {
  slug: string;
  saved: Pick<WorkspaceSettings, "memberRequests" | "whenSponsorLeaves">;
}

/** Whether members ask for guests, and what happens to the guests of a sponsor who leaves. */
export function GuestRequestsSection({ slug, saved }: GuestRequestsSectionProps) {
  const [whenSponsorLeaves, setWhen] = useState(saved.whenSponsorLeaves);
  const { run, busy, failure } = useAction(async (wanted: WhenSponsorLeaves) => {
    const path = `/api/workspaces/${encodeURIComponent(slug)}`;
    const body = { whenSponsorLeaves: wanted };
    const { settings } = await request<{ settings: WorkspaceSettings }>("PATCH", path, body);
    setWhen(settings.whenSponsorLeaves);
    toast.success("Saved");
  });
  return (
    <Section title="Sponsors" lead="Members who answer for guests.">
      <SettingCheckbox
        slug={slug}
        setting="memberRequests"
        saved={saved.memberRequests}
        label="Members may ask for guests"
        hint="They ask in a channel, an admin decides, and whoever asked answers for the guest."
        said={{ on: "Members may ask for guests", off: "Members ask for no guests" }}
      />
      <Field className="mt-4" label="When a sponsor leaves">
        <Select
          value={whenSponsorLeaves}
          onChange={(wanted) => void run(wanted)}
          options={WHEN}
          disabled={busy}
        />
      </Field>
      {failure && <Alert className="mt-3">{failure.message}</Alert>}
    </Section>
  );
}
