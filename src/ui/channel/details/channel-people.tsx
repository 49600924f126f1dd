"use client";

import { UserRoundPlus } from "lucide-react";
import { useEffect, useState } from "react";
import type { Channel, ChannelPerson } from "@/lib/api-types";
import { countGuests } from "@/ui/channel/channel-name";
import { AskDialog } from "@/ui/guest-requests/ask-dialog";
import { useChannelPeople } from "@/ui/people/use-channel-people";
import { useClosedDirects } from "@/ui/people/use-closed-directs";
import { useIsGuest, useMay } from "@/ui/shell/use-may";
import { Button } from "@/ui/primitives/button";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { AddPeopleDialog } from "./add-people-dialog";
import { PersonRow } from "./person-row";
import { RemovePersonDialog } from "./remove-person-dialog";

/** Everybody in a channel: guests first, then members. In each group, people who are online come first. */
export function ChannelPeople({ channel }: { channel: Channel }) {
  const isOpen = channel.kind === "channel" && !channel.archivedAt;
  const mayAdd = useMay("channel.addPerson") && isOpen;
  const { people, failure, load, add, remove } = useChannelPeople(channel);
  useEffect(() => void load().catch(() => undefined), [load]);
  const [adding, setAdding] = useState(false);
  const [asking, setAsking] = useState<{ maxDays: number | null } | null>(null);
  const [removing, setRemoving] = useState<ChannelPerson | null>(null);
  const { state } = useRealtime();
  const presence = useObservable(state, (now) => now.presence);
  const known = useObservable(state, (now) => now.people);
  // Only conversations with guests may be refused.
  const isGuest = useIsGuest();
  const withGuests = isGuest || (people ?? []).some(({ as }) => as === "guest");
  const closed = useClosedDirects(people !== null && withGuests);
  const offersMessage = ({ id, as }: ChannelPerson) =>
    closed ? !closed.has(id) : as !== "guest" && !isGuest;
  const here = (person: ChannelPerson) => Number(presence[person.id] === "online");
  // The list of people is requested. Their roles and states come from live events.
  const sorted = (people ?? [])
    .map((person) => ({ ...person, ...known[person.id] }))
    .toSorted((a, b) => here(b) - here(a));
  const guests = sorted.filter((person) => person.as === "guest" && !person.ended);
  const ended = sorted.filter((person) => person.as === "guest" && person.ended);
  const members = sorted.filter((person) => person.as !== "guest");

  return (
    <>
      {failure && (
        <RetryAlert
          className="m-4"
          failure={failure}
          onRetry={() => void load().catch(() => undefined)}
        />
      )}
      {!people && !failure && <SkeletonRows rows={3} label="Loading people" />}
      {guests.length > 0 && (
        <PeopleSection title={`${countGuests(guests.length)} from outside`} tone="guest">
          {guests.map((person) => (
            <PersonRow
              key={person.id}
              channel={channel}
              person={person}
              offersMessage={offersMessage(person)}
            />
          ))}
        </PeopleSection>
      )}
      {ended.length > 0 && (
        <PeopleSection title={`${countGuests(ended.length)} whose access has ended`}>
          {ended.map((person) => (
            <PersonRow
              key={person.id}
              channel={channel}
              person={person}
              offersMessage={offersMessage(person)}
            />
          ))}
        </PeopleSection>
      )}
      {people && (
        <PeopleSection
          title={members.length === 1 ? "1 member" : `${members.length} members`}
          action={
            mayAdd && (
              <Button size="small" variant="ghost" onClick={() => setAdding(true)}>
                <UserRoundPlus aria-hidden />
                Add people
              </Button>
            )
          }
        >
          {members.map((person) => (
            <PersonRow
              key={person.id}
              channel={channel}
              person={person}
              offersMessage={offersMessage(person)}
              onRemove={() => setRemoving(person)}
            />
          ))}
        </PeopleSection>
      )}
      {adding && people && (
        <AddPeopleDialog
          channel={channel}
          present={people}
          add={add}
          onAsk={(maxDays) => {
            setAdding(false);
            setAsking({ maxDays });
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {asking && <AskDialog channel={channel} {...asking} onClose={() => setAsking(null)} />}
      {removing && (
        <RemovePersonDialog
          channel={channel}
          person={removing}
          remove={remove}
          onClose={() => setRemoving(null)}
        />
      )}
    </>
  );
}

interface PeopleSectionProps {
  title: string;
  tone?: "guest";
  action?: React.ReactNode;
  children: React.ReactNode;
}

function PeopleSection({ title, tone, action, children }: PeopleSectionProps) {
  return (
    <section aria-label={title} className="border-b py-2">
      <div className="flex min-h-8 items-center justify-between gap-2 pr-3 pl-4 md:pl-5">
        <h3
          className={
            tone === "guest"
              ? "font-medium text-guest-ink text-meta"
              : "font-medium text-ink-faint text-meta"
          }
        >
          {title}
        </h3>
        {action}
      </div>
      <ul className="px-3">{children}</ul>
    </section>
  );
}
