"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { OpenSidebarButton } from "@/ui/shell/open-sidebar-button";
import { WorkspacePageTitle } from "@/ui/shell/workspace-page-title";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { IconButton } from "@/ui/primitives/icon-button";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { useChannels } from "@/ui/realtime/use-channels";
import { foldText } from "@/lib/fold-text";
import { SearchHints } from "./search-hints";
import { SearchResults } from "./search-results";
import { cleanQuery, explainWrong, MAX_QUERY_CHARS, readChannel } from "./search-terms";
import { useQuery } from "./use-query";
import { useSearch } from "./use-search";

/** Searches everything that the user may see. The query is kept in the address. */
export function SearchPage() {
  const [query, setQuery] = useQuery();
  const { found, failure, busy, retry, loadOlder } = useSearch(query);
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);

  useEffect(() => field.current?.focus(), []);
  const title = `${query.trim() ? `${query.trim()} · ` : ""}Search`;

  function write(next: string) {
    setQuery(next);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.altKey) return;
    const links = [...(results.current?.querySelectorAll<HTMLElement>("[data-hit]") ?? [])];
    const here = links.indexOf(document.activeElement as HTMLElement);
    event.preventDefault();
    const next = here + step;
    (next < 0 ? field.current : links[Math.min(next, links.length - 1)])?.focus();
  }

  const nothing = found && found.hits.length === 0;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys move from the field to the results
    <div className="flex min-h-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <WorkspacePageTitle>{title}</WorkspacePageTitle>
      <header className="flex h-header shrink-0 items-center gap-2 border-b px-4 md:px-5">
        <OpenSidebarButton />
        <h1 className="sr-only">Search</h1>
        <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <input
          ref={field}
          type="search"
          aria-label="Search messages"
          placeholder="Search messages"
          autoComplete="off"
          spellCheck={false}
          maxLength={MAX_QUERY_CHARS}
          value={query}
          onChange={(event) => write(cleanQuery(event.target.value))}
          className="h-full min-w-0 flex-1 bg-transparent text-message outline-none placeholder:text-ink-faint [&::-webkit-search-cancel-button]:appearance-none"
        />
        {query !== "" && (
          <IconButton label="Clear the search" tooltip={false} onClick={() => write("")}>
            <X />
          </IconButton>
        )}
      </header>
      <SearchHints query={query} onChange={write} />
      <p role="status" className="sr-only">
        {found && !busy && describeCount(found.hits.length, found.next !== null)}
      </p>
      <div ref={results} className="min-h-0 flex-1 overflow-y-auto">
        {failure && <RetryAlert className="m-4 md:mx-5" failure={failure} onRetry={retry} />}
        {!found && busy && <SkeletonRows label="Searching" />}
        {!found && !busy && !failure && (
          <EmptyState icon={<Search />} title="Search what was said">
            In every channel and conversation that you can see. Words match by their beginning,
            “words in quotation marks” only together, and -word leaves out what has it.
          </EmptyState>
        )}
        {nothing && !busy && <NothingFound query={found.query} />}
        {found && found.hits.length > 0 && (
          <SearchResults query={found.query} hits={found.hits} stale={busy} />
        )}
        {found?.next && (
          <div className="flex justify-center px-4 py-6">
            <Button busy={busy} onClick={loadOlder}>
              Load older
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** A channel that does not exist and one that the user may not see get the same text, as everywhere. */
function NothingFound({ query }: { query: string }) {
  const channels = useChannels();
  const wanted = readChannel(query);
  const known = channels.some(
    (one) => one.kind === "channel" && wanted !== null && foldText(one.name) === foldText(wanted),
  );
  return (
    <EmptyState icon={<Search />} title="Nothing found">
      {explainNothing(query, wanted !== null && !known ? wanted : null)}
    </EmptyState>
  );
}

function explainNothing(query: string, missing: string | null): string {
  const wrong = explainWrong(query);
  if (wrong) return `${wrong}.`;
  return missing === null
    ? "Try fewer words, or only their beginning. Channels that you are not admitted to are not searched."
    : `There is no channel called ${missing} that you can see.`;
}

function describeCount(count: number, more: boolean): string {
  if (count === 0) return "Nothing found";
  return `${count}${more ? " or more" : ""} ${count === 1 ? "message" : "messages"} found`;
}
