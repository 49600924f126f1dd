"use client";

import { useId, useState } from "react";
import type { WorkspaceSettings } from "@/lib/api-types";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Checkbox } from "@/ui/primitives/checkbox";
import { Alert } from "@/ui/primitives/alert";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";

interface GuestDirectSettingProps {
  slug: string;
  allowed: boolean;
}

/** Turning it off takes something away, so it asks first. */
export function GuestDirectSetting({ slug, allowed: saved }: GuestDirectSettingProps) {
  const id = useId();
  const [allowed, setAllowed] = useState(saved);
  const [asking, setAsking] = useState(false);
  const { run, busy, failure } = useAction(async (guestDirect: boolean) => {
    const path = `/api/workspaces/${encodeURIComponent(slug)}`;
    const settings = await request<{ settings: WorkspaceSettings }>("PATCH", path, { guestDirect });
    setAllowed(settings.settings.guestDirect);
    setAsking(false);
    toast.success(
      guestDirect ? "Guests may have direct conversations" : "Guests stay in their channels",
    );
  });
  return (
    <div>
      <div className="flex items-start gap-3">
        <Checkbox
          id={id}
          className="mt-0.5"
          checked={allowed}
          disabled={busy}
          onCheckedChange={(checked) => (checked === true ? void run(true) : setAsking(true))}
        />
        <label htmlFor={id}>
          <span className="block font-medium">Guests may have direct conversations</span>
          <span className="block text-pretty text-ink-faint text-meta">
            Only with people they share a channel with, and only as long as they do. Turning it off
            removes guests from existing ones; what was written stays with the others.
          </span>
        </label>
      </div>
      {failure && !asking && <Alert className="mt-3">{failure.message}</Alert>}
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
    </div>
  );
}
