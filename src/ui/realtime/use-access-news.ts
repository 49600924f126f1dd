"use client";

import { useEffect } from "react";
import type { AccessNews } from "./connection/receive-events";
import { useRealtime } from "./realtime-provider";

/**
 * For the pages about people. Calls `onNews` with every change of people and invitations, and `onReady` each time the
 * connection is ready, from which on no change is missed.
 */
export function useAccessNews(onNews: (news: AccessNews) => void, onReady: () => void): void {
  const { connection, watchAccess } = useRealtime();
  useEffect(() => {
    const forget = watchAccess(onNews);
    const unwatch = connection.times.subscribe(onReady);
    return () => {
      forget();
      unwatch();
    };
  }, [connection, watchAccess, onNews, onReady]);
}
