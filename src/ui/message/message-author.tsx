"use client";

import { PersonButton } from "@/ui/people/person-button";
import { GuestPill } from "@/ui/primitives/guest-pill";
import { usePerson } from "@/ui/realtime/use-channels";
import { useClock } from "../shell/clock-context";

interface AuthorLineProps {
  author: { id: string; name: string; guest: boolean };
  at: string;
}

/** The author and the time, above consecutive messages of one person. */
export function AuthorLine({ author, at }: AuthorLineProps) {
  const person = usePerson(author.id);
  return (
    <div className="flex min-w-0 items-center gap-2">
      <span dir="auto" className="truncate font-semibold text-message">
        <PersonButton id={author.id} className="-my-px inline-block py-px hover:underline">
          {author.name}
        </PersonButton>
      </span>
      {author.guest && <GuestPill person={person} />}
      <ClockTime at={at} className="nums shrink-0 text-ink-faint text-meta" />
    </div>
  );
}

export function ClockTime({ at, className }: { at: string; className?: string }) {
  const clock = useClock();
  return (
    <time dateTime={at} title={clock.full(at)} className={className} suppressHydrationWarning>
      {clock.time(at)}
    </time>
  );
}
