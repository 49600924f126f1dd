"use client";

import { useEffect, useState } from "react";
import type { WorkspaceSettings } from "@/lib/api-types";
import { describeFailure, request } from "@/ui/request";
import type { GuestRules } from "./invite-draft";

/** What the workspace says about guests, as it is when a form is opened; null until it is known. */
export function useGuestRules(slug: string): { rules: GuestRules | null; failure: string | null } {
  const [rules, setRules] = useState<GuestRules | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    request<{ settings: WorkspaceSettings }>(
      "GET",
      `/api/workspaces/${encodeURIComponent(slug)}`,
      undefined,
      controller.signal,
    ).then(
      ({ settings }) => setRules(settings),
      (cause: unknown) => controller.signal.aborted || setFailure(describeFailure(cause)),
    );
    return () => controller.abort();
  }, [slug]);
  return { rules, failure };
}
