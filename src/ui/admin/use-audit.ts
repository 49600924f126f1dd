"use client";

import { useCallback, useEffect, useState } from "react";
import type { AuditEvent } from "@/lib/api-types";
import { describeFailure, request } from "@/ui/request";

interface Page {
  events: AuditEvent[];
  next: string | null;
}

/** The record of a workspace, newest first, a page at a time. */
export function useAudit(slug: string) {
  const [page, setPage] = useState<Page | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const load = useCallback(
    async (before: Page | null) => {
      setBusy(true);
      try {
        const found = await request<Page>("GET", toPath(slug, before?.next));
        setPage({ events: [...(before?.events ?? []), ...found.events], next: found.next });
        setFailure(null);
      } catch (cause) {
        setFailure(describeFailure(cause));
      } finally {
        setBusy(false);
      }
    },
    [slug],
  );

  useEffect(() => void load(null), [load]);
  return { page, busy, failure, loadOlder: () => load(page), reload: () => load(null) };
}

function toPath(slug: string, cursor: string | null | undefined): string {
  const query = new URLSearchParams({ workspace: slug });
  if (cursor) query.set("cursor", cursor);
  return `/api/admin/audit?${query}`;
}
