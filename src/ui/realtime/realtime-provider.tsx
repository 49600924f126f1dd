"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { createRealtime, type Realtime, type WorkspaceSnapshot } from "./realtime";

const RealtimeContext = createContext<Realtime | null>(null);

/** One connection and one store for all pages of a workspace. */
export function RealtimeProvider({
  snapshot,
  children,
}: {
  snapshot: WorkspaceSnapshot;
  children: ReactNode;
}) {
  const [realtime] = useState(() => createRealtime(snapshot));
  useEffect(() => realtime.start(), [realtime]);
  return <RealtimeContext value={realtime}>{children}</RealtimeContext>;
}

export function useRealtime(): Realtime {
  const realtime = useContext(RealtimeContext);
  if (!realtime) throw new Error("useRealtime needs a RealtimeProvider around it");
  return realtime;
}
