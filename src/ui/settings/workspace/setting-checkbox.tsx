"use client";

import { useId, useState } from "react";
import type { WorkspaceSettings } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { Checkbox } from "@/ui/primitives/checkbox";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";

interface SettingCheckboxProps {
  slug: string;
  setting: "guestTakeout" | "showSponsorEmail" | "memberRequests";
  saved: boolean;
  label: string;
  hint: string;
  /** What is said once it is turned on or off. */
  said: { on: string; off: string };
}

/** A setting of the workspace that is on or off, and is saved at once. */
export function SettingCheckbox({ slug, setting, saved, label, hint, said }: SettingCheckboxProps) {
  const id = useId();
  const [checked, setChecked] = useState(saved);
  const { run, busy, failure } = useAction(async (wanted: boolean) => {
    const path = `/api/workspaces/${encodeURIComponent(slug)}`;
    const body = { [setting]: wanted };
    const { settings } = await request<{ settings: WorkspaceSettings }>("PATCH", path, body);
    setChecked(settings[setting]);
    toast.success(settings[setting] ? said.on : said.off);
  });
  return (
    <div>
      <div className="flex items-start gap-3">
        <Checkbox
          id={id}
          className="mt-0.5"
          checked={checked}
          disabled={busy}
          aria-describedby={`${id}-hint`}
          onCheckedChange={(wanted) => void run(wanted === true)}
        />
        <div>
          <label htmlFor={id} className="block font-medium">
            {label}
          </label>
          <p id={`${id}-hint`} className="text-pretty text-ink-faint text-meta">
            {hint}
          </p>
        </div>
      </div>
      {failure && <Alert className="mt-3">{failure.message}</Alert>}
    </div>
  );
}
