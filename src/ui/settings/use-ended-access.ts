"use client";

import { useEffect, useState } from "react";
import type { WorkspaceEntry } from "@/lib/api-types";
import { type Connection, createConnection } from "@/ui/realtime/connection/connection";
import { forgetLastChannel } from "@/ui/realtime/loading/last-channel";
import { createLocalMemory } from "@/ui/realtime/loading/local-memory";

/** A workspace that the user is in. */
export interface OwnWorkspace {
  id: string;
  slug: string;
  name: string;
  as: WorkspaceEntry["as"];
}

/**
 * The workspaces in which the user is a guest, and where their access has ended while this page was open. This page
 * belongs to no workspace, so it stays open. What this browser has stored of such a workspace is deleted all the same.
 */
export function useEndedAccess(
  userId: string,
  workspaces: readonly OwnWorkspace[],
): readonly OwnWorkspace[] {
  const [ended, setEnded] = useState<readonly OwnWorkspace[]>([]);
  useEffect(() => {
    const visits = workspaces.filter(({ as }) => as === "guest");
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
  }, [userId, workspaces]);
  return ended;
}

/** Listens for the end of access, as the pages of the workspace do, and for nothing else. */
function watchAccess({ slug }: OwnWorkspace, end: () => void): Connection {
  return createConnection({
    workspace: slug,
    listen: (socket) => socket.on("guest:locked", end),
    ready: () => undefined,
    refused: ({ code }) => {
      if (code === "GUEST_LOCKED" || code === "GUEST_EXPIRED") end();
    },
  });
}
