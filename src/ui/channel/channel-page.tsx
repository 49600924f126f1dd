"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { late } from "@/ui/primitives/late";
import type { Page } from "@/ui/realtime/store/apply-page";
import { isMissing } from "@/ui/realtime/loading/load-messages";
import type { ChannelState } from "@/ui/realtime/store/state";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useChannelState, useIsWhole } from "@/ui/realtime/use-channels";
import { describeFailure } from "@/ui/request";
import { ChannelHeader } from "./channel-header";
import { ChannelTitle } from "./channel-title";
import { ChannelView } from "./channel-view";
import { OlderLoading } from "../message/message-dividers";
import { rememberChannel } from "@/ui/realtime/loading/last-channel";
import { useOpenChannelId } from "./use-go-to-channel";

/** Few people ever see it. */
const ChannelMissing = late(async () => (await import("./channel-missing")).ChannelMissing);

interface ChannelPageProps {
  channelId: string;
  page: Page;
}

/**
 * The page of the channel that the address names. The server rendered it for `channelId`. After a switch in the browser
 * the address may name another channel.
 */
export function ChannelPage({ channelId, page }: ChannelPageProps) {
  const { seedPage } = useRealtime();
  useState(() => seedPage(channelId, page));
  const open = useOpenChannelId() ?? channelId;
  const state = useChannelState(open);
  return (
    <>
      <ChannelTitle channel={state?.channel ?? null} />
      <OpenChannel key={open} id={open} state={state} />
    </>
  );
}

function OpenChannel({ id, state }: { id: string; state: ChannelState | null }) {
  const { messages, workspace, reloadChannels } = useRealtime();
  const [failure, setFailure] = useState<unknown>(null);
  const known = state !== null;
  const isWhole = useIsWhole();
  const name = useLastName(state);
  const from = state?.from ?? null;
  useEffect(() => rememberChannel(workspace.slug, id), [workspace.slug, id]);

  const load = useCallback(() => {
    setFailure(null);
    const loading = known ? messages[from === null ? "open" : "fillGap"](id) : reloadChannels();
    loading.catch(setFailure);
  }, [messages, reloadChannels, id, known, from]);
  useEffect(load, [load]);

  if (!state && !isWhole && !failure) return <OlderLoading />;
  if (!state) return <ChannelMissing name={name} />;
  if (from === null) {
    return (
      <>
        <ChannelHeader channel={state.channel} />
        <div className="flex min-h-0 flex-1 flex-col justify-end">
          {failure && !isMissing(failure) ? (
            <LoadFailed failure={failure} onRetry={load} />
          ) : (
            <OlderLoading />
          )}
        </div>
      </>
    );
  }
  const { around, channel, generation } = state;
  return (
    <ChannelView
      channel={channel}
      from={around?.from ?? from}
      generation={generation}
      elsewhere={around !== null}
    />
  );
}

function LoadFailed({ failure, onRetry }: { failure: unknown; onRetry: () => void }) {
  return (
    <EmptyState
      title="The messages could not be loaded"
      action={<Button onClick={onRetry}>Try again</Button>}
    >
      {describeFailure(failure)}
    </EmptyState>
  );
}

/** The name of the channel while it was there for the user. They knew it, so it may still be said. */
function useLastName(state: ChannelState | null): string | null {
  const name = useRef<string | null>(null);
  if (state?.channel.kind === "channel") name.current = state.channel.name;
  return name.current;
}
