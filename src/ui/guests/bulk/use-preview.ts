"use client";

import { useEffect, useState } from "react";
import type { GuestPreview } from "@/lib/api-types";
import { describeFailure, RequestFailed } from "@/ui/request";
import { type BulkAction, type BulkMatch, previewBulk } from "./bulk-action";

const TYPING_PAUSE_MS = 250;

/**
 * Who would be concerned, and which invitations would be withdrawn.
 * @param match null while it is not chosen yet
 */
export function usePreview(workspace: string, action: BulkAction, match: BulkMatch | null) {
  const [preview, setPreview] = useState<GuestPreview | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const wish = match && JSON.stringify({ action, match });

  useEffect(() => {
    setPreview(null);
    setFailure(null);
    if (wish === null) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      previewBulk(workspace, JSON.parse(wish), leaving.signal)
        .then(setPreview)
        .catch((cause) => !leaving.signal.aborted && setFailure(describe(cause)));
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [workspace, wish]);

  return { preview, failure };
}

function describe(cause: unknown): string {
  const isGone = cause instanceof RequestFailed && cause.code === "NOT_FOUND";
  return isGone
    ? "One of them is no guest here any more. Nothing has happened. Close this and select again."
    : describeFailure(cause);
}
