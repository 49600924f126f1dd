"use client";

import { useEffect, useRef, useState } from "react";
import type { Message } from "@/lib/api-types";
import { useBodyAsText } from "../composer/mentions/use-names";

/**
 * Announces a new message to screen readers. The list itself stays silent: as it is virtual, it would also announce
 * messages that are only scrolled into view.
 */
export function NewMessageVoice({
  messages,
  meId,
}: {
  messages: readonly Message[];
  meId: string;
}) {
  const last = messages.at(-1);
  const spell = useBodyAsText();
  const heard = useRef(last?.seq ?? 0);
  const [said, setSaid] = useState({ seq: 0, words: "" });
  const deleted = messages.some((one) => one.seq === said.seq && one.deletedAt);

  useEffect(() => {
    if (!last || last.seq <= heard.current) return;
    const news = messages.filter((one) => one.seq > heard.current && one.author.id !== meId);
    heard.current = last.seq;
    const newest = news.at(-1);
    if (!newest) return;
    const words =
      news.length === 1
        ? `${newest.author.name}: ${spell(newest.body).slice(0, 300)}`
        : `${news.length} new messages, the last one from ${newest.author.name}`;
    setSaid({ seq: newest.seq, words });
  }, [last, messages, meId, spell]);

  return (
    <div className="sr-only" role="status" aria-live="polite">
      {deleted ? "" : said.words}
    </div>
  );
}
