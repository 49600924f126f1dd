"use client";

import { MessagesSquare } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { PageHeader } from "@/ui/primitives/page-header";
import type { Page } from "@/ui/realtime/store/apply-page";
import { isMissing } from "@/ui/realtime/loading/load-messages";
import type { ChannelState } from "@/ui/realtime/store/state";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useChannelState } from "@/ui/realtime/use-channels";
import { describeFailure } from "@/ui/request";
import { ChannelHeader } from "./channel-header";
import { ChannelTitle } from "./channel-title";
import { ChannelView } from "./channel-view";
import { OlderLoading } from "../message/message-dividers";
import { rememberChannel } from "@/ui/realtime/loading/last-channel";
import { useOpenChannelId } from "./use-go-to-channel";

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
  const name = useLastName(state);
  const from = state?.from ?? null;
  useEffect(() => rememberChannel(workspace.slug, id), [workspace.slug, id]);

  const load = useCallback(() => {
    setFailure(null);
    const loading = known ? messages[from === null ? "open" : "fillGap"](id) : reloadChannels();
    loading.catch(setFailure);
  }, [messages, reloadChannels, id, known, from]);
  useEffect(load, [load]);

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

function ChannelMissing({ name }: { name: string | null }) {
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
