"use client";

import { useState } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { serverNow, useServerAhead } from "@/ui/server-clock";
import { useAlarm } from "@/ui/use-alarm";
import { readChannelEnd } from "./channel-end";
import { describeMoment } from "./describe-end";
import { readStage } from "./end-stages";
import { NoteBar } from "./note-bar";

const KEY = "channel-end-note";

/** Whenever a guest was let in: that a channel ends before their access does is news, however near it is. */
const ALWAYS = 0;

/** Warns a guest before their time in a channel ends, where that is before their whole access does: once at each stage. */
export function ChannelEndNote() {
  const { memory } = useRealtime();
  const [read, setRead] = useState(() => memory.read(KEY) ?? "");
  const ends = useEndingChannels();
  const keys = ends.map(({ id, expiresAt, stage }) => `${id} ${expiresAt} ${stage.name}`);
  const news = ends.filter((_, at) => !read.includes(keys[at] ?? ""));
  const [first, ...others] = news;

  function putAway() {
    const all = keys.join("\n");
    memory.write(KEY, all);
    setRead(all);
  }

  if (!first) return null;
  return (
    <NoteBar onClose={putAway}>
      {others.length === 0
        ? `Your access to #${first.name} ends ${first.stage.words}: ${describeMoment(first.expiresAt)}.`
        : `Your access to these channels ends soon: ${news.map(describe).join("; ")}.`}
    </NoteBar>
  );
}

const describe = ({ name, expiresAt }: { name: string; expiresAt: string }) =>
  `#${name} ${describeMoment(expiresAt)}`;

/** The channels whose end is near, the first to end first. Renders again when that changes. */
function useEndingChannels() {
  const { state } = useRealtime();
  const channels = useObservable(state, (now) => now.channels);
  const endsAt = useObservable(state, (now) => now.endsAt);
  const [, lookAgain] = useState(0);
  useServerAhead();
  const now = serverNow();
  const ends = Object.values(channels).flatMap(({ channel: { id, name, expiresAt } }) => {
    const at = readChannelEnd(expiresAt, endsAt);
    const end = at === null ? 0 : Date.parse(at);
    return at !== null && end > now
      ? [{ id, name, expiresAt: at, end, ...readStage({ start: ALWAYS, end }, now) }]
      : [];
  });
  const moments = ends.map(({ next, end }) => next ?? end);
  useAlarm(moments.length > 0 ? Math.min(...moments) : null, () => lookAgain((n) => n + 1));
  return ends
    .flatMap(({ stage, ...one }) => (stage ? [{ ...one, stage }] : []))
    .sort((a, b) => a.end - b.end);
}
