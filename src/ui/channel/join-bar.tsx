"use client";

import type { Channel } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";

/** The bar above the composer of a public channel that the user has not joined. */
export function JoinBar({ channel }: { channel: Channel }) {
  const { putChannel } = useRealtime();
  const join = useAction(async () => {
    const answer = await request<{ channel: Channel }>(
      "POST",
      `/api/channels/${channel.id}/join`,
      {},
    );
    putChannel(answer.channel);
  });
  return (
    <div className="mx-3 mb-2 flex flex-wrap items-center gap-3 rounded-lg border bg-panel px-3 py-2 md:mx-5 print:hidden">
      <p className="min-w-0 flex-1 text-ink-soft">
        {join.failure?.message ??
          "You are only reading. Join to get new messages as they come; sending a message joins too."}
      </p>
      <Button size="small" busy={join.busy} onClick={() => void join.run()}>
        Join {channel.name}
      </Button>
    </div>
  );
}
