"use client";

import Link from "next/link";
import { useMemo, useState } from "react";
import type { Channel, ChannelPerson } from "@/lib/api-types";
import { PeoplePicker } from "@/ui/chat/people/people-picker";
import { useStanding } from "@/ui/chat/use-standing";
import { Button } from "@/ui/primitives/button";
import { Dialog } from "@/ui/primitives/dialog";
import { Notice } from "@/ui/primitives/notice";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useValue } from "@/ui/realtime/value";
import { useAction } from "@/ui/use-action";

interface AddPeopleDialogProps {
  channel: Channel;
  present: ChannelPerson[];
  add: (userId: string) => Promise<void>;
  onClose: () => void;
}

const MOST = 20;

/** Brings members into a channel. Guests are admitted on the Guests page, where their terms are. */
export function AddPeopleDialog({ channel, present, add, onClose }: AddPeopleDialogProps) {
  const { workspace, state } = useRealtime();
  const { administers } = useStanding();
  const known = useValue(state, (now) => now.people);
  const [chosen, setChosen] = useState<string[]>([]);
  const people = useMemo(() => {
    const inside = new Set(present.map((person) => person.id));
    return Object.values(known)
      .filter((person) => person.as !== "guest" && !inside.has(person.id))
      .sort((a, b) => a.name.localeCompare(b.name));
  }, [known, present]);

  const save = useAction(async () => {
    // One after the other, so that those who are in stay in when one is refused.
    for (const userId of chosen) {
      await add(userId);
      setChosen((before) => before.filter((id) => id !== userId));
    }
    toast.success(`Added to ${channel.name}`);
    onClose();
  });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Add people to ${channel.name}`}
      description="They can read everything that was written here before."
      onSubmit={() => void save.run()}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={save.busy} disabled={chosen.length === 0}>
            Add to channel
          </Button>
        </>
      }
    >
      {save.failure && <Notice className="mb-3">{save.failure.message}</Notice>}
      <PeoplePicker
        label="Members to add"
        people={people}
        chosen={chosen}
        most={MOST}
        onChange={setChosen}
        nobody="Every member is in this channel already."
      />
      {administers && (
        <p className="mt-3 text-ink-faint text-meta">
          Somebody from outside is admitted on the{" "}
          <Link
            href={`/w/${workspace.slug}/guests`}
            prefetch={false}
            className="text-accent-ink underline underline-offset-2"
            onClick={onClose}
          >
            Guests page
          </Link>
          .
        </p>
      )}
    </Dialog>
  );
}
