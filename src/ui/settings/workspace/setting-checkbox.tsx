"use client";

import { useState } from "react";
import { toast } from "@/ui/primitives/toast";
import { useAction } from "@/ui/use-action";
import { CheckboxRow } from "./checkbox-row";
import { saveSettings } from "./save-settings";

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
  const [checked, setChecked] = useState(saved);
  const { run, busy, failure } = useAction(async (wanted: boolean) => {
    const settings = await saveSettings(slug, { [setting]: wanted });
    setChecked(settings[setting]);
    toast.success(settings[setting] ? said.on : said.off);
  });
  return (
    <CheckboxRow
      label={label}
      hint={hint}
      checked={checked}
      busy={busy}
      failure={failure?.message ?? null}
      onChange={(wanted) => void run(wanted)}
    />
  );
}
