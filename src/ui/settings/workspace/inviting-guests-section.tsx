"use client";

import { useState } from "react";
import type { WorkspaceSettings } from "@/lib/api-types";
import { readDomains } from "@/ui/guests/read-domains";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import { toast } from "@/ui/primitives/toast";
import { Section } from "@/ui/settings/section";
import { useAction } from "@/ui/use-action";
import { saveSettings } from "./save-settings";

type GuestSettings = Pick<WorkspaceSettings, "guestHistory" | "guestMaxDays" | "guestDomains">;

const HISTORY = [
  { value: "all", label: "Everything" },
  { value: "joining", label: "Only from joining on" },
] as const;

/** What guests may be given. */
export function InvitingGuestsSection({
  slug,
  settings,
}: {
  slug: string;
  settings: GuestSettings;
}) {
  const [draft, setDraft] = useState(() => toDraft(settings));
  const { run, busy, failure } = useAction(async () => {
    setDraft(toDraft(await saveSettings(slug, toWish(draft))));
    toast.success("Saved");
  });
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const wrongDomain = failure?.issues.find(({ path }) => path.startsWith("guestDomains"));
  return (
    <Section
      title="Inviting guests"
      lead="These rules hold for every invitation, also for those that are open."
    >
      <form
        noValidate
        className="flex max-w-96 flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Field
          label="New guests read"
          hint="How much of a channel’s past they can read, unless their invitation says otherwise."
        >
          <Select
            value={draft.guestHistory}
            onChange={(guestHistory) => set({ guestHistory })}
            options={[...HISTORY]}
          />
        </Field>
        <Field
          label="Longest access, in days"
          aside="optional"
          hint="Empty: no limit. Guests who are here already keep their end date."
          error={failure?.issueFor("guestMaxDays")}
        >
          <Input
            type="number"
            name="guestMaxDays"
            min={1}
            max={1830}
            value={draft.guestMaxDays}
            onChange={(event) => set({ guestMaxDays: event.target.value })}
          />
        </Field>
        <Field
          label="Only addresses of"
          aside="optional"
          hint="Domains, such as client.example, partner.example. Empty: any address."
          error={wrongDomain?.message}
        >
          <Input
            name="guestDomains"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={draft.guestDomains}
            onChange={(event) => set({ guestDomains: event.target.value })}
          />
        </Field>
        {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
        <div>
          <Button type="submit" busy={busy}>
            Save
          </Button>
        </div>
      </form>
    </Section>
  );
}

interface Draft extends Omit<GuestSettings, "guestMaxDays" | "guestDomains"> {
  guestMaxDays: string;
  guestDomains: string;
}

function toDraft(settings: GuestSettings): Draft {
  const { guestHistory, guestMaxDays, guestDomains } = settings;
  return {
    guestHistory,
    guestMaxDays: guestMaxDays === null ? "" : String(guestMaxDays),
    guestDomains: guestDomains.join(", "),
  };
}

function toWish({ guestHistory, guestMaxDays, guestDomains }: Draft) {
  return {
    guestHistory,
    guestMaxDays: guestMaxDays.trim() === "" ? null : Number(guestMaxDays),
    guestDomains: readDomains(guestDomains),
  };
}
