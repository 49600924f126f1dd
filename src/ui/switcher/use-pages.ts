"use client";

import { useMemo } from "react";
import { useStanding } from "@/ui/shell/use-standing";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import type { PageLink } from "./destinations";

/** The pages that this user may open. */
export function usePages(): PageLink[] {
  const { workspace } = useRealtime();
  const { belongs, administers } = useStanding();
  return useMemo(() => {
    const base = `/w/${workspace.slug}`;
    return [
      { path: `${base}/search`, name: "Search messages" },
      { path: `${base}/threads`, name: "Threads" },
      ...(administers ? [{ path: `${base}/guests`, name: "Guests" }] : []),
      ...(belongs ? [{ path: `${base}/members`, name: "Members" }] : []),
      ...(administers
        ? [
            { path: `${base}/audit`, name: "Audit log" },
            { path: `${base}/settings`, name: "Workspace settings" },
          ]
        : []),
      { path: "/settings", name: "Your settings" },
    ];
  }, [workspace.slug, belongs, administers]);
}
