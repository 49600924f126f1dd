"use client";

import { useEffect, useRef, useState } from "react";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { serverNow, useServerAhead } from "@/ui/server-clock";
import { useAlarm } from "@/ui/use-alarm";
import { describeChange, describeMoment } from "./describe-end";
import { NoteBar } from "./note-bar";

const HOUR_MS = 3_600_000;

/** How long before the end each warning appears, the latest one first. */
const STAGES = [
  { name: "hour", ms: HOUR_MS, words: "in less than an hour" },
  { name: "day", ms: 24 * HOUR_MS, words: "in less than a day" },
  { name: "week", ms: 7 * 24 * HOUR_MS, words: "in less than a week" },
];

const KEY = "end-note";

/** Warns a guest a week, a day and an hour before their access ends, once each. It also tells them when the end has changed. */
export function EndNote() {
  const { state, memory, workspace } = useRealtime();
  const endsAt = useObservable(state, (now) => now.endsAt);
  const stage = useStage(endsAt);
  const [read, setRead] = useState(() => memory.read(KEY));
  useNewsOfEnd(endsAt);
  const note = stage && `${endsAt} ${stage.name}`;
  const shown = note !== null && note !== read;

  function putAway() {
    memory.write(KEY, note);
    setRead(note);
  }

  return (
    <div role="status">
      {shown && endsAt && (
        <NoteBar onClose={putAway}>
          Your access to {workspace.name} ends {stage?.words}: {describeMoment(endsAt)}.
        </NoteBar>
      )}
    </div>
  );
}

/** The warning that applies now. Renders again when the next one begins. */
function useStage(endsAt: string | null) {
  const [, lookAgain] = useState(0);
  useServerAhead();
  const end = endsAt === null ? Number.POSITIVE_INFINITY : Date.parse(endsAt);
  const begins = STAGES.map((stage) => ({ stage, at: end - stage.ms }));
  const now = serverNow();
  const next = begins.findLast(({ at }) => at > now);
  useAlarm(next && Number.isFinite(next.at) ? next.at : null, () => lookAgain((n) => n + 1));
  return begins.find(({ at }) => at <= now)?.stage ?? null;
}

/** Shows a toast when the end of access has changed. */
function useNewsOfEnd(endsAt: string | null): void {
  const told = useRef(endsAt);
  useEffect(() => {
    if (told.current === endsAt) return;
    told.current = endsAt;
    toast.info(describeChange(endsAt));
  }, [endsAt]);
}
