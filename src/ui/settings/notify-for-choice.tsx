"use client";

import { useState } from "react";
import type { NotificationSettings, NotifyFor } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { Segmented } from "@/ui/primitives/segmented";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";

const HINTS: Record<NotifyFor, string> = {
  all: "Every message in the channels you have joined. In muted channels: only mentions.",
  mentions: "Mentions, direct messages and threads you follow. In muted channels: only mentions.",
  nothing: "No notifications anywhere. Counts in the sidebar stay.",
};

/** Saved for the user as soon as it is chosen. If saving fails, the former choice is shown again. */
export function NotifyForChoice({ saved }: { saved: NotifyFor }) {
  const [kept, keep] = useState(saved);
  const [chosen, choose] = useState<NotifyFor | null>(null);
  const shown = chosen ?? kept;
  const { run, failure } = useAction(async (notifyFor: NotifyFor) => {
    choose(notifyFor);
    try {
      const wish = { notifyFor };
      keep((await request<NotificationSettings>("PATCH", "/api/me/notifications", wish)).notifyFor);
    } finally {
      choose(null);
    }
  });
  return (
    <>
      <Segmented
        label="Notify me of"
        value={shown}
        onChange={(next) => void run(next)}
        options={[
          { value: "all", label: "Everything" },
          { value: "mentions", label: "Mentions and direct" },
          { value: "nothing", label: "Nothing" },
        ]}
      />
      <p className="mt-2 text-pretty text-ink-faint text-meta">{HINTS[shown]}</p>
      {failure && <Alert className="mt-3">{failure.message}</Alert>}
    </>
  );
}
