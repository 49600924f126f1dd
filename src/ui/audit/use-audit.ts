"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { AuditPage } from "@/lib/api-types";
import type { AuditKind } from "@/lib/audit-kinds";
import { describeFailure, request } from "@/ui/request";

export interface AuditFilter {
  kind: AuditKind | "all";
  text: string;
}

const TYPING_PAUSE_MS = 200;

/** The audit log of a workspace, newest first, one page at a time. A search is sent a short time after the last key. */
export function useAudit(slug: string, { kind, text }: AuditFilter) {
  const [page, setPage] = useState<AuditPage | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const words = text.trim();

  const load = useCallback(
    async (before: AuditPage | null) => {
      running.current?.abort();
      const { signal } = (running.current = new AbortController());
      const read = (cursor: string | null | undefined) => {
        const path = toQuery("/api/admin/audit", slug, { kind, text: words }, cursor);
        return request<AuditPage>("GET", path, undefined, signal);
      };
      setBusy(true);
      try {
        let found = await read(before?.next);
        // The record is looked through for words piece by piece.
        while (found.events.length === 0 && found.next) found = await read(found.next);
        setPage({ events: [...(before?.events ?? []), ...found.events], next: found.next });
        setFailure(null);
      } catch (cause) {
        if (signal.aborted) return;
        setFailure(describeFailure(cause));
      }
      setBusy(false);
    },
    [slug, kind, words],
  );

  useEffect(() => {
    const timer = setTimeout(() => void load(null), words === "" ? 0 : TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      running.current?.abort();
    };
  }, [load, words]);
  return { page, busy, failure, loadOlder: () => load(page), reload: () => load(null) };
}

export function toQuery(
  path: string,
  slug: string,
  { kind, text }: AuditFilter,
  cursor?: string | null,
): string {
  const query = new URLSearchParams({ workspace: slug });
  if (kind !== "all") query.set("kind", kind);
  if (text.trim() !== "") query.set("q", text.trim());
  if (cursor) query.set("cursor", cursor);
  return `${path}?${query}`;
}
