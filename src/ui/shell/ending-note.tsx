"use client";

import { useState } from "react";
import type { EndingGuest } from "@/lib/api-types";
import { TextLink } from "@/ui/primitives/text-link";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { serverNow, useServerAhead } from "@/ui/server-clock";
import { useAlarm } from "@/ui/use-alarm";
import { describeMoment } from "./describe-end";
import { readStage } from "./end-stages";
import { NoteBar } from "./note-bar";
import { useMay } from "./use-may";

const KEY = "ending-note";

/**
 * Tells a sponsor that the access of guests for whom they answer ends soon, to all or to a channel: at the times when the
 * guests are told.
 */
export function EndingNote() {
  const { memory } = useRealtime();
  const [read, setRead] = useState(() => memory.read(KEY) ?? "");
  const guests = useEnding();
  const keys = guests.map(
    ({ id, channel, expiresAt, stage }) =>
      `${id} ${channel ? `${channel.id} ` : ""}${expiresAt} ${stage.name}`,
  );
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
        {nameAll(guests)}{" "}
        {mayExtend && <TextLink href={`/w/${slug}/guests`}>Look at them</TextLink>}
      </>
    );
  }
  const { name, channel, expiresAt } = first;
  const more = channel ? "guests" : `extend/${first.id}`;
  return (
    <>
      The access of {name}, your guest,{channel && ` to ${nameChannel(channel)}`} ends{" "}
      {describeMoment(expiresAt)}.{" "}
      {mayExtend ? (
        <TextLink href={`/w/${slug}/${more}`}>Give more time</TextLink>
      ) : (
        "If they need more time, ask an admin."
      )}
    </>
  );
}

const nameChannel = ({ name }: { name: string | null }) =>
  name ? `#${name}` : "a private channel";

/** Of several ends, who is concerned. A guest may have one for each of their channels. */
function nameAll(guests: EndingGuest[]): string {
  const names = [...new Map(guests.map(({ id, name }) => [id, name])).values()];
  if (names.length === 1) {
    return `The access of ${names[0]}, your guest, ends within a week: ${joinParts(guests)}.`;
  }
  const to = guests.some(({ channel }) => channel) ? ", some of it to single channels" : "";
  return `The access of ${names.length} of your guests ends within a week${to}: ${joinNames(names)}.`;
}

const joinParts = (guests: EndingGuest[]) =>
  guests
    .map(
      ({ channel, expiresAt }) =>
        `${channel ? nameChannel(channel) : "everything"} ${describeMoment(expiresAt)}`,
    )
    .join("; ");

const MAX_NAMES = 3;

function joinNames(all: string[]): string {
  const names = all.slice(0, MAX_NAMES);
  const more = all.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/** The guests of whose end the sponsor is told now, at which stage. Renders again when that changes. */
function useEnding() {
  const ending = useObservable(useRealtime().state, (now) => now.ending);
  const [, lookAgain] = useState(0);
  useServerAhead();
  const now = serverNow();
  const known = ending.flatMap((guest) => {
    const end = Date.parse(guest.expiresAt);
    if (end <= now) return [];
    return [{ ...guest, end, ...readStage({ start: Date.parse(guest.letInAt), end }, now) }];
  });
  const moments = known.map(({ next, end }) => next ?? end);
  useAlarm(moments.length > 0 ? Math.min(...moments) : null, () => lookAgain((n) => n + 1));
  return known.flatMap(({ stage, ...guest }) => (stage ? [{ ...guest, stage }] : []));
}
