"use client";

import Link from "next/link";
import { useState } from "react";
import type { EndingGuest } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { serverNow, useServerAhead } from "@/ui/server-clock";
import { useAlarm } from "@/ui/use-alarm";
import { describeMoment } from "./describe-end";
import { NoteBar } from "./note-bar";
import { useMay } from "./use-may";

const DAY_MS = 24 * 3_600_000;
const KEY = "ending-note";

/**
 * Tells a sponsor that the access of guests for whom they answer ends soon: once within the last week and once more
 * within the last day.
 */
export function EndingNote() {
  const { memory } = useRealtime();
  const [read, setRead] = useState(() => memory.read(KEY) ?? "");
  const guests = useEnding();
  const keys = guests.map(({ id, expiresAt, isNear }) => `${id} ${expiresAt} ${isNear}`);
  const isNews = keys.some((key) => !read.includes(key));

  function putAway() {
    const all = keys.join("\n");
    memory.write(KEY, all);
    setRead(all);
  }

  return (
    <div role="status">
      {isNews && (
        <NoteBar onClose={putAway}>
          <EndingWords guests={guests} />
        </NoteBar>
      )}
    </div>
  );
}

function EndingWords({ guests }: { guests: EndingGuest[] }) {
  const { slug } = useRealtime().workspace;
  const mayExtend = useMay("guest.manage");
  const [first, ...others] = guests;
  if (!first) return null;
  if (others.length > 0) {
    return (
      <>
        The access of {guests.length} of your guests ends within a week: {joinNames(guests)}.{" "}
        {mayExtend && <NoteLink href={`/w/${slug}/guests`}>Look at them</NoteLink>}
      </>
    );
  }
  return (
    <>
      The access of {first.name}, your guest, ends {describeMoment(first.expiresAt)}.{" "}
      {mayExtend ? (
        <NoteLink href={`/w/${slug}/extend/${first.id}`}>Give more time</NoteLink>
      ) : (
        "If they need more time, ask an admin."
      )}
    </>
  );
}

function NoteLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="font-medium text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}

const MAX_NAMES = 3;

function joinNames(guests: EndingGuest[]): string {
  const names = guests.slice(0, MAX_NAMES).map(({ name }) => name);
  const more = guests.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/** The guests whose access has not ended yet, with whether it ends within a day. Renders again when that changes. */
function useEnding() {
  const ending = useObservable(useRealtime().state, (now) => now.ending);
  const [, lookAgain] = useState(0);
  useServerAhead();
  const now = serverNow();
  const moments = ending.flatMap(({ expiresAt }) => {
    const end = Date.parse(expiresAt);
    return [end - DAY_MS, end].filter((at) => at > now);
  });
  useAlarm(moments.length > 0 ? Math.min(...moments) : null, () => lookAgain((n) => n + 1));
  return ending
    .filter(({ expiresAt }) => Date.parse(expiresAt) > now)
    .map((guest) => ({ ...guest, isNear: Date.parse(guest.expiresAt) - DAY_MS <= now }));
}
