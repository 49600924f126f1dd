"use client";

import { MessagesSquare } from "lucide-react";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { PageHeader } from "@/ui/primitives/page-header";
import { useRealtime } from "@/ui/realtime/realtime-provider";

/**
 * Shown in place of a channel that the user does not see.
 * @param name what it was called while they saw it
 */
export function ChannelMissing({ name }: { name: string | null }) {
  const { workspace } = useRealtime();
  return (
    <>
      <PageHeader title="Channel" />
      <EmptyState
        icon={<MessagesSquare />}
        title={`You ${name ? `no longer have access to #${name}` : "have no access to this conversation"}`}
        action={
          <Button asChild>
            <a href={`/w/${workspace.slug}`}>Go to my channels</a>
          </Button>
        }
      >
        {name
          ? "You were removed from it, or your time there is over."
          : "The link may be wrong, or you are not in it."}{" "}
        An admin can tell you more.
      </EmptyState>
    </>
  );
}
