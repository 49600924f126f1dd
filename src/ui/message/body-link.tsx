"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import type { Inline } from "@/lib/markdown/parse-body";
import { readChannelAddress, UNSEEN_CHANNEL } from "@/lib/channel-address";
import { channelPath } from "@/ui/channel/use-go-to-channel";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useChannel } from "@/ui/realtime/use-channels";

interface BodyLinkProps {
  link: Extract<Inline, { kind: "link" }>;
  children: ReactNode;
}

/**
 * A link in a message. The bare address of a channel is shown as the channel's name, or as "a channel" where the reader
 * does not see it.
 */
export function BodyLink({ link, children }: BodyLinkProps) {
  const { workspace } = useRealtime();
  const channelId = readChannelId(link, workspace.slug);
  const channel = useChannel(channelId ?? "");
  if (channel?.kind === "channel") {
    return (
      <Link
        href={channelPath(workspace.slug, channel.id)}
        className="rounded bg-accent-soft px-1 py-px font-medium text-accent-ink"
      >
        #{channel.name}
      </Link>
    );
  }
  return (
    <a
      href={link.href}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      className="text-accent-ink underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
    >
      {channelId === null ? children : UNSEEN_CHANNEL}
    </a>
  );
}

/** The id of the channel whose bare address a link is. */
function readChannelId({ href, parts }: BodyLinkProps["link"], slug: string): string | null {
  const [words] = parts;
  const isBare = parts.length === 1 && words?.kind === "text" && words.text === href;
  return isBare ? readChannelAddress(href, slug) : null;
}
