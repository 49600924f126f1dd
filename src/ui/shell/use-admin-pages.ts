"use client";

import { useMemo } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { ADMIN_PAGES, type AdminPage } from "./admin-pages";

/** The pages about people and access that the user may open. */
export function useAdminPages(): AdminPage[] {
  const actions = useObservable(useRealtime().state, (now) => now.actions);
  return useMemo(
    () => Object.values(ADMIN_PAGES).filter(({ needs }) => actions.includes(needs)),
    [actions],
  );
}
