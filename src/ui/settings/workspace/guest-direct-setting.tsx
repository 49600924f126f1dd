"use client";

import { useState } from "react";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Alert } from "@/ui/primitives/alert";
import { toast } from "@/ui/primitives/toast";
import { useAction } from "@/ui/use-action";
import { CheckboxRow } from "./checkbox-row";
import { saveSettings } from "./save-settings";

interface GuestDirectSettingProps {
  slug: string;
  allowed: boolean;
}

/** Turning it off takes something away, so it asks first. */
export function GuestDirectSetting({ slug, allowed: saved }: GuestDirectSettingProps) {
  const [allowed, setAllowed] = useState(saved);
  const [asking, setAsking] = useState(false);
  const { run, busy, failure } = useAction(async (guestDirect: boolean) => {
    setAllowed((await saveSettings(slug, { guestDirect })).guestDirect);
    setAsking(false);
    toast.success(
      guestDirect ? "Guests may have direct conversations" : "Guests stay in their channels",
    );
  });
  return (
    <>
      <CheckboxRow
        label="Guests may have direct conversations"
        hint="Only with people they share a channel with, and only as long as they do. Turning it off removes guests from existing ones; what was written stays with the others."
        checked={allowed}
        busy={busy}
        failure={failure && !asking ? failure.message : null}
        onChange={(wanted) => (wanted ? void run(true) : setAsking(true))}
      />
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title="Take guests out of direct conversations?"
        description={
          <p>
            They leave those they are in at once, and allowing it again does not bring them back.
            What was written stays with the others.
          </p>
        }
        confirm="Take guests out"
        tone="cut"
        busy={busy}
        onConfirm={() => void run(false)}
      >
        {failure && <Alert>{failure.message}</Alert>}
      </AlertDialog>
    </>
  );
}
