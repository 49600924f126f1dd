"use client";

import { CircleAlert, Clock3 } from "lucide-react";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { Button } from "@/ui/primitives/button";
import { cn } from "@/ui/primitives/cn";
import type { OutgoingMessage } from "@/ui/realtime/sending/outbox";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { saysOnlyNames } from "./files/describe-file";
import { MessageFiles } from "./lazy-parts";
import { AuthorLine } from "./message-author";
import { MessageBody } from "./message-body";

interface OutgoingRowProps {
  outgoing: OutgoingMessage;
  author: { id: string; name: string; guest: boolean };
  grouped: boolean;
}

/** A message that is being sent. It is shown at once, and marked as not sent yet. */
export function OutgoingRow({ outgoing, author, grouped }: OutgoingRowProps) {
  return (
    <article
      aria-label={`${author.name}, ${SAID[outgoing.state]}`}
      className={cn(
        "grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3 px-4 py-1 md:px-5",
        !grouped && "mt-2",
      )}
    >
      {grouped ? <span /> : <PersonAvatar {...author} size="large" className="mt-0.5" />}
      <div className="min-w-0">
        {!grouped && <AuthorLine author={author} at={outgoing.createdAt} />}
        <div className={cn(outgoing.state !== "sending" && "text-ink-soft")}>
          {!saysOnlyNames(outgoing.body, outgoing.files) && (
            <MessageBody body={outgoing.body} byGuest={author.guest} />
          )}
          {outgoing.files.length > 0 && <MessageFiles files={outgoing.files} />}
        </div>
        <Delivery outgoing={outgoing} />
      </div>
    </article>
  );
}

const SAID = { sending: "sending", waiting: "waiting to be sent", failed: "not sent" };

function Delivery({ outgoing }: { outgoing: OutgoingMessage }) {
  const { outbox } = useRealtime();
  if (outgoing.state === "sending") return null;
  if (outgoing.state === "waiting") {
    return (
      <p className="mt-0.5 flex items-center gap-1.5 text-ink-faint text-meta">
        <Clock3 aria-hidden className="size-3.5" />
        Waiting to be sent
        <Button variant="link" size="small" onClick={() => outbox.discard(outgoing.clientId)}>
          Discard
        </Button>
      </p>
    );
  }
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 font-medium text-ink text-meta">
      <CircleAlert aria-hidden className="size-3.5" />
      Not sent. {outgoing.error}
      <Button variant="link" size="small" onClick={() => outbox.retry(outgoing.clientId)}>
        Try again
      </Button>
      <Button variant="link" size="small" onClick={() => outbox.discard(outgoing.clientId)}>
        Discard
      </Button>
    </p>
  );
}
