"use client";

import { Hash } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { PageHeader } from "@/ui/primitives/page-header";
import { CreateChannelDialog } from "./lazy-dialogs";
import { useOverlays } from "./overlay-context";
import { useIsGuest, useMay } from "./use-may";

/** Shown in a workspace where the user is in no channel and sees none. */
export function NoChannels() {
  const mayCreate = useMay("channel.create");
  const isGuest = useIsGuest();
  const { show } = useOverlays();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <PageHeader title="Channels" />
      <EmptyState
        icon={<Hash />}
        title="No channels yet"
        action={
          mayCreate ? (
            <Button variant="primary" onClick={() => setCreating(true)}>
              New channel
            </Button>
          ) : (
            isGuest && <Button onClick={() => show({ kind: "access" })}>Your access</Button>
          )
        }
      >
        {mayCreate
          ? "A channel is where people talk about one thing. Make the first one."
          : "An admin of the workspace decides which channels you see. Ask the person who invited you."}
      </EmptyState>
      <CreateChannelDialog open={creating} onClose={() => setCreating(false)} />
    </>
  );
}
