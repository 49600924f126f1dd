"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { changeAddress } from "@/ui/channel/change-address";
import { cleanQuery, LONGEST } from "./search-terms";

/**
 * What is looked for, as the address has it: whoever comes back finds what they asked last, and a question that
 * comes from elsewhere while the page stands, as from the switcher, is taken.
 */
export function useQuery(): [string, (query: string) => void] {
  const address = useSearchParams().get("q");
  const [query, setQuery] = useState(() => readQuery(address));
  const written = useRef(query.trim());
  const heard = useRef(address);

  useEffect(() => {
    if (address === heard.current) return;
    heard.current = address;
    // The router tells of an address a little later: what was typed meanwhile stands in the newest one.
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
  return cleanQuery((asked ?? "").slice(0, LONGEST));
}
