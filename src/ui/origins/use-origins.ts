"use client";

import { useCallback, useEffect, useState } from "react";
import type { OriginList } from "@/lib/api-types";
import { describeFailure, request } from "@/ui/request";

/** The allowed and the refused origins of the installation. */
export function useOrigins() {
  const [list, setList] = useState<OriginList | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const load = useCallback(async () => {
    setBusy(true);
    try {
      setList(await request<OriginList>("GET", "/api/admin/origins"));
      setFailure(null);
    } catch (cause) {
      setFailure(describeFailure(cause));
    }
    setBusy(false);
  }, []);

  useEffect(() => void load(), [load]);
  return { list, busy, failure, load };
}
