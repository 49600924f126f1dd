"use client";

import { Paperclip } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import type { SearchHit } from "@/lib/api-types";
import { useClock } from "@/ui/shell/clock-context";
import { nameFiles, saysOnlyNames } from "@/ui/message/files/describe-file";
import { ConversationName } from "@/ui/sidebar/conversation-name";
import { channelPath } from "@/ui/channel/use-go-to-channel";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { cn } from "@/ui/primitives/cn";
import { GuestPill } from "@/ui/primitives/guest-pill";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { usePerson } from "@/ui/realtime/use-channels";
import { useObservable } from "@/ui/realtime/observable";
import { useChannelOf } from "../composer/mentions/use-names";
import { toPlainText } from "./plain-text";
import { cutAround } from "./cut-around";
import { readTerms } from "./search-terms";

interface SearchResultsProps {
  query: string;
  hits: SearchHit[];
  /** Whether a newer response is on its way. */
  stale: boolean;
}

/** The messages that were found, newest first. Each is a link to the message in its channel. */
export function SearchResults({ query, hits, stale }: SearchResultsProps) {
  return (
    <ul aria-label="Results" className={cn("transition-opacity", stale && "opacity-60")}>
      {hits.map((hit) => (
        <li key={hit.message.id} className="border-b">
          <Result hit={hit} query={query} />
        </li>
      ))}
    </ul>
  );
}

const Result = memo(function Result({ hit, query }: { hit: SearchHit; query: string }) {
  const { workspace } = useRealtime();
  const { message } = hit;
  const person = usePerson(message.author.id);
  return (
    <article className="relative flex gap-3 px-4 py-3 transition-colors focus-within:bg-hover hover:bg-hover md:px-5">
      <PersonAvatar {...message.author} size="large" />
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span className="truncate font-semibold">{message.author.name}</span>
          {message.author.guest && <GuestPill person={person} className="relative z-10" />}
          <span className="flex min-w-0 flex-1 items-center gap-2 max-sm:basis-full">
            <ConversationName channel={hit.channel} />
            <When at={message.createdAt} />
          </span>
        </div>
        <Link
          href={`${channelPath(workspace.slug, message.channelId)}?at=${message.seq}`}
          prefetch={false}
          data-hit
          className="mt-0.5 line-clamp-3 text-message [overflow-wrap:anywhere] after:absolute after:inset-0"
        >
          <Excerpt body={message.body} query={query} />
        </Link>
        {message.files.length > 0 && !saysOnlyNames(message.body, message.files) && (
          <p className="flex min-w-0 items-center gap-1.5 text-ink-soft text-meta">
            <Paperclip aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate">
              <span className="sr-only">Files: </span>
              <Marked text={nameFiles(message.files)} query={query} />
            </span>
          </p>
        )}
      </div>
    </article>
  );
});

function When({ at }: { at: string }) {
  const clock = useClock();
  return (
    <time
      dateTime={at}
      title={clock.full(at)}
      className="nums shrink-0 sm:ml-auto text-ink-faint text-meta"
    >
      {clock.dayName(at)}, {clock.time(at)}
    </time>
  );
}

function Excerpt({ body, query }: { body: string; query: string }) {
  const people = useObservable(useRealtime().state, (state) => state.people);
  const channelOf = useChannelOf();
  return <Marked text={toPlainText(body, people, channelOf)} query={query} />;
}

function Marked({ text, query }: { text: string; query: string }) {
  return cutAround(text, readTerms(query)).map((piece, index) =>
    piece.found ? (
      <mark key={index} className="rounded-sm bg-accent-soft px-0.5 font-medium text-accent-ink">
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
