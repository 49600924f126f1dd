"use client";

import { useId, useState } from "react";
import type { WhenSponsorLeaves, WorkspaceSettings } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { Checkbox } from "@/ui/primitives/checkbox";
import { Field } from "@/ui/primitives/field";
import { Select } from "@/ui/primitives/select";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { Section } from "@/ui/settings/section";
import { useAction } from "@/ui/use-action";

type Choices = Pick<WorkspaceSettings, "memberRequests" | "whenSponsorLeaves">;

const WHEN: { value: WhenSponsorLeaves; label: string }[] = [
  { value: "ask", label: "Their guests stay, and admins decide" },
  { value: "lock", label: "Their guests are locked at once" },
];

interface GuestRequestsSectionProps {
  slug: string;
  saved: Choices;
}

/** Whether members ask for guests, and what happens to the guests of a sponsor who leaves. */
export function GuestRequestsSection({ slug, saved }: GuestRequestsSectionProps) {
  const id = useId();
  const [choices, setChoices] = useState(saved);
  const { run, busy, failure } = useAction(async (change: Partial<Choices>) => {
    const path = `/api/workspaces/${encodeURIComponent(slug)}`;
    const { settings } = await request<{ settings: WorkspaceSettings }>("PATCH", path, change);
    setChoices(settings);
    toast.success("Saved");
  });
  return (
    <Section title="Sponsors" lead="Members who answer for guests.">
      <div className="flex items-start gap-3">
        <Checkbox
          id={id}
          className="mt-0.5"
          checked={choices.memberRequests}
          disabled={busy}
          onCheckedChange={(checked) => void run({ memberRequests: checked === true })}
        />
        <label htmlFor={id}>
          <span className="block font-medium">Members may ask for guests</span>
          <span className="block text-pretty text-ink-faint text-meta">
            They ask in a channel, an admin decides, and whoever asked answers for the guest.
          </span>
        </label>
      </div>
      <Field className="mt-4" label="When a sponsor leaves">
        <Select
          value={choices.whenSponsorLeaves}
          onChange={(whenSponsorLeaves) => void run({ whenSponsorLeaves })}
          options={WHEN}
          disabled={busy}
        />
      </Field>
      {failure && <Alert className="mt-3">{failure.message}</Alert>}
    </Section>
  );
}
