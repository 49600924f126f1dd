"use client";

import Link from "next/link";
import { useMemo, useState } from "react";
import type { Channel, ChannelPerson, Person } from "@/lib/api-types";
import { AskForGuest } from "@/ui/guest-requests/ask-for-guest";
import { PeoplePicker } from "@/ui/people/people-picker";
import { useMay } from "@/ui/shell/use-may";
import { Button } from "@/ui/primitives/button";
import { Dialog } from "@/ui/primitives/dialog";
import { Alert } from "@/ui/primitives/alert";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { useAction } from "@/ui/use-action";
import { ADMIN_PAGES, pagePath } from "@/ui/shell/admin-pages";

interface AddPeopleDialogProps {
  channel: Channel;
  present: ChannelPerson[];
  add: (userId: string) => Promise<void>;
  /** Asks for a guest instead. */
  onAsk: (maxDays: number | null) => void;
  onClose: () => void;
}

const MAX_PEOPLE = 20;

/**
 * Adds members to a channel. Guests are listed too, with a note that they cannot be added here. An admin adds them on
 * the Guests page, which also shows when their access ends.
 */
export function AddPeopleDialog(props: AddPeopleDialogProps) {
  const { channel, present, add, onAsk, onClose } = props;
  const { workspace, state } = useRealtime();
  const admitsGuests = useMay("guest.manage");
  const known = useObservable(state, (now) => now.people);
  const [chosen, setChosen] = useState<string[]>([]);
  const [asked, setAsked] = useState<string | null>(null);
  const people = useMemo(() => {
    const inside = new Set(present.map((person) => person.id));
    return Object.values(known)
      .filter((person) => !inside.has(person.id))
      .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  }, [known, present]);
  const closed = useMemo(() => new Map(people.filter(isGuest).map(toClosed)), [people]);
  const refused = people.find(({ id, as }) => id === asked && as === "guest");

  const save = useAction(async () => {
    // One request after the other: if one is refused, those added before it stay in the channel.
    for (const userId of chosen) {
      await add(userId);
      setChosen((before) => before.filter((id) => id !== userId));
    }
    toast.success(`Added to ${channel.name}`);
    onClose();
  });

  const guestsPage = (
    <Link
      href={pagePath(workspace.slug, ADMIN_PAGES.guests)}
      prefetch={false}
      className="text-accent-ink underline underline-offset-2"
      onClick={onClose}
    >
      Guests page
    </Link>
  );

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Add people to ${channel.name}`}
      description="They can read everything that was written here before."
      onSubmit={() => void save.run()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.busy} disabled={chosen.length === 0}>
            Add to channel
          </Button>
        </>
      }
    >
      {save.failure && <Alert className="mb-3">{save.failure.message}</Alert>}
      {refused && (
        <Alert className="mb-3">
          {refused.name} is a guest{refused.ended && ", and their access has ended"}. Guests are
          added on the {admitsGuests ? guestsPage : "Guests page"} by an admin.
        </Alert>
      )}
      <PeoplePicker
        label="People to add"
        people={people}
        closed={closed}
        onRefuse={(person) => setAsked(person.id)}
        chosen={chosen}
        max={MAX_PEOPLE}
        onChange={(next) => {
          setAsked(null);
          setChosen(next);
        }}
        nobody="Every member is in this channel already."
      />
      {!admitsGuests && <AskForGuest channel={channel} onAsk={onAsk} />}
      {admitsGuests && !refused && (
        <p className="mt-3 text-ink-faint text-meta">To add a guest, use the {guestsPage}.</p>
      )}
    </Dialog>
  );
}

const isGuest = (person: Person) => person.as === "guest";
const rank = (person: Person) => Number(isGuest(person));

/** The note beside a guest's name. */
function toClosed({ id, ended }: Person): [string, { note: string }] {
  return [id, { note: ended ? "access has ended" : "not added here" }];
}
