"use client";

import { useCallback, useEffect, useState } from "react";
import type { Drill, DrillList } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure, request } from "@/ui/request";
import { may } from "@/ui/shell/use-may";

/** The drills of a workspace, newest first, and how to run one. */
export function useDrills(slug: string) {
  const { state } = useRealtime();
  const [drills, setDrills] = useState<Drill[] | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const load = useCallback(async () => {
    // A refused request goes on record, and somebody who has lost that right must not be recorded for this one.
    if (!may(state.get(), "guest.manage")) return;
    try {
      const path = `/api/admin/drill?workspace=${encodeURIComponent(slug)}`;
      setDrills((await request<DrillList>("GET", path)).drills);
      setFailure(null);
    } catch (cause) {
      setFailure(describeFailure(cause));
    }
  }, [slug, state]);

  async function run() {
    setIsRunning(true);
    setFailure(null);
    try {
      const made = await request<{ drill: Drill }>("POST", "/api/admin/drill", { workspace: slug });
      setDrills((before) => [made.drill, ...(before ?? [])]);
    } catch (cause) {
      // One that could not be finished is in the list.
      await load();
      setFailure(describeFailure(cause));
    }
    setIsRunning(false);
  }

  useEffect(() => void load(), [load]);
  return { drills, isRunning, failure, run };
}
