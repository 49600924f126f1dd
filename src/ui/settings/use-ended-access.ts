"use client";

import { useEffect, useState } from "react";
import { type Connection, createConnection } from "@/ui/realtime/connection";
import { forgetLastChannel } from "@/ui/realtime/last-channel";
import { createLocalMemory } from "@/ui/realtime/local-memory";

/** A workspace in which the person is a guest. */
export interface Visit {
  id: string;
  slug: string;
  name: string;
}

/**
 * The visits that ended while the page was looked at. It is no page of a workspace, so it stays; what this
 * browser kept of the workspace goes all the same.
 */
export function useEndedAccess(userId: string, visits: readonly Visit[]): readonly Visit[] {
  const [ended, setEnded] = useState<readonly Visit[]>([]);
  useEffect(() => {
    const open = visits.map((visit) => {
      const connection = watchAccess(visit, () => {
        connection.close();
        createLocalMemory(userId, visit.id).forget();
        forgetLastChannel(visit.slug);
        setEnded((before) => [...before.filter((one) => one.id !== visit.id), visit]);
      });
      connection.open();
      return connection;
    });
    return () => {
      for (const connection of open) connection.close();
    };
  }, [userId, visits]);
  return ended;
}

/** Hears of the end as a page of the workspace does, and of nothing else. */
function watchAccess({ slug }: Visit, end: () => void): Connection {
  return createConnection({
    workspace: slug,
    listen: (socket) => socket.on("guest:locked", end),
    ready: () => undefined,
    refused: ({ code }) => {
      if (code === "GUEST_LOCKED" || code === "GUEST_EXPIRED") end();
    },
  });
}
