"use client";

import { useEffect, useRef, useState } from "react";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { serverNow, useServerAhead } from "@/ui/server-clock";
import { useAlarm } from "@/ui/use-alarm";
import { ChannelEndNote } from "./channel-end-note";
import { describeChange, describeMoment } from "./describe-end";
import { readStage } from "./end-stages";
import { NoteBar } from "./note-bar";

const KEY = "end-note";

/** Warns a guest a week, a day and an hour before their access ends, to all or to a channel, once each. It also tells them when the end has changed. */
export function EndNote() {
  const { state, memory, workspace } = useRealtime();
  const endsAt = useObservable(state, (now) => now.endsAt);
  const letInAt = useObservable(state, (now) => now.letInAt);
  const stage = useStage(endsAt, letInAt);
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
      <ChannelEndNote />
    </div>
  );
}

/** The warning that applies now. Renders again when the next one begins. */
function useStage(endsAt: string | null, letInAt: string | null) {
  const [, lookAgain] = useState(0);
  useServerAhead();
  const end = endsAt === null ? Number.POSITIVE_INFINITY : Date.parse(endsAt);
  const start = Date.parse(letInAt ?? "") || 0;
  const { stage, next } = readStage({ start, end }, serverNow());
  useAlarm(next !== null && Number.isFinite(next) ? next : null, () => lookAgain((n) => n + 1));
  return stage;
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
