"use client";

import { useId, useState } from "react";
import type { WorkspaceSettings } from "@/lib/api-types";
import { readDomains } from "@/ui/guests/read-domains";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { Checkbox } from "@/ui/primitives/checkbox";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { Section } from "@/ui/settings/section";
import { useAction } from "@/ui/use-action";

type GuestSettings = Pick<
  WorkspaceSettings,
  "guestHistory" | "guestMaxDays" | "guestDomains" | "memberRequests" | "whenSponsorLeaves"
>;

const HISTORY = [
  { value: "all", label: "Everything" },
  { value: "joining", label: "Only from joining on" },
] as const;

const LEAVES = [
  { value: "ask", label: "Admins decide, one by one" },
  { value: "lock", label: "They are cut off" },
] as const;

/** What guests may be given, and who asks for them. */
export function GuestSettingsSection({
  slug,
  settings,
}: {
  slug: string;
  settings: GuestSettings;
}) {
  const id = useId();
  const [draft, setDraft] = useState(() => toDraft(settings));
  const { run, busy, failure } = useAction(async () => {
    const path = `/api/workspaces/${encodeURIComponent(slug)}`;
    const { settings: saved } = await request<{ settings: GuestSettings }>(
      "PATCH",
      path,
      toWish(draft),
    );
    setDraft(toDraft(saved));
    toast.success("Saved");
  });
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const wrongDomain = failure?.issues.find(({ path }) => path.startsWith("guestDomains"));
  return (
    <Section title="Inviting guests" lead="It holds for every invitation, also for open ones.">
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
          hint="What a channel's history is to them, unless an invitation says otherwise."
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
          hint="Empty: no limit. Guests who are in keep their end until somebody changes it."
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
        <Field
          label="When a sponsor leaves, their guests"
          hint="A sponsor is the member who answers for a guest."
        >
          <Select
            value={draft.whenSponsorLeaves}
            onChange={(whenSponsorLeaves) => set({ whenSponsorLeaves })}
            options={LEAVES.map(({ value, label }) => ({ value, label }))}
          />
        </Field>
        <div className="flex items-start gap-3">
          <Checkbox
            id={id}
            className="mt-0.5"
            checked={draft.memberRequests}
            onCheckedChange={(checked) => set({ memberRequests: checked === true })}
          />
          <label htmlFor={id}>
            <span className="block font-medium">Members may ask for a guest</span>
            <span className="block text-pretty text-ink-faint text-meta">
              An admin decides, and whoever asked is the sponsor.
            </span>
          </label>
        </div>
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
  const { guestHistory, guestMaxDays, guestDomains, memberRequests, whenSponsorLeaves } = settings;
  return {
    ...{ guestHistory, memberRequests, whenSponsorLeaves },
    guestMaxDays: guestMaxDays === null ? "" : String(guestMaxDays),
    guestDomains: guestDomains.join(", "),
  };
}

function toWish({ guestMaxDays, guestDomains, ...others }: Draft) {
  return {
    ...others,
    guestMaxDays: guestMaxDays.trim() === "" ? null : Number(guestMaxDays),
    guestDomains: readDomains(guestDomains),
  };
}
