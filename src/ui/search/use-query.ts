"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { changeAddress } from "@/ui/channel/change-address";
import { cleanQuery, MAX_QUERY_CHARS } from "./search-terms";

/**
 * The search query, which is kept in the address. A user who comes back finds their last search. A query that comes
 * from elsewhere while the page is open, for example from the switcher, replaces the present one.
 */
export function useQuery(): [string, (query: string) => void] {
  const address = useSearchParams().get("q");
  const [query, setQuery] = useState(() => readQuery(address));
  const written = useRef(query.trim());
  const heard = useRef(address);

  useEffect(() => {
    if (address === heard.current) return;
    heard.current = address;
    // The router reports an address with some delay. If it is not the present address any more, the user has typed
    // further.
    if (new URLSearchParams(window.location.search).get("q") !== address) return;
    const asked = readQuery(address);
    if (asked.trim() === written.current) return;
    written.current = asked.trim();
    setQuery(asked);
  }, [address]);

  const write = useCallback((next: string) => {
    written.current = next.trim();
    setQuery(next);
    const asked = next.trim() === "" ? "" : `?q=${encodeURIComponent(next.trim())}`;
    changeAddress(window.location.pathname + asked, { replace: true });
  }, []);

  return [query, write];
}

function readQuery(asked: string | null): string {
  return cleanQuery((asked ?? "").slice(0, MAX_QUERY_CHARS));
}
