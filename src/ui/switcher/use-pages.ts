"use client";

import { useMemo } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { pagePath } from "@/ui/shell/admin-pages";
import { useAdminPages } from "@/ui/shell/use-admin-pages";
import type { PageLink } from "./destinations";

/** The pages that this user may open. */
export function usePages(): PageLink[] {
  const { slug } = useRealtime().workspace;
  const admin = useAdminPages();
  return useMemo(
    () => [
      { path: `/w/${slug}/search`, name: "Search messages" },
      { path: `/w/${slug}/threads`, name: "Threads" },
      ...admin.map((page) => ({ path: pagePath(slug, page), name: page.name })),
      { path: "/settings", name: "Your settings" },
    ],
    [slug, admin],
  );
}
