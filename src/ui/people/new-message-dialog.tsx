"use client";

import { useMemo, useState } from "react";
import type { Person } from "@/lib/api-types";
import type { EarlyTextDialogProps } from "@/ui/shell/overlay-slot";
import { Button } from "@/ui/primitives/button";
import { Dialog } from "@/ui/primitives/dialog";
import { Alert } from "@/ui/primitives/alert";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useMe } from "@/ui/realtime/use-channels";
import { useObservable } from "@/ui/realtime/observable";
import { useAction } from "@/ui/use-action";
import { PeoplePicker } from "./people-picker";
import { type Closed, useClosedDirects } from "./use-closed-directs";
import { useOpenDirect } from "./use-open-direct";

interface NewMessageDialogProps extends EarlyTextDialogProps {
  to: string[] | undefined;
}

const NOBODY: ReadonlyMap<string, Closed> = new Map();

/** The most people that the server accepts besides the user. */
const MAX_PEOPLE = 8;

/** Starts a direct conversation with one person or a few. */
export function NewMessageDialog(props: NewMessageDialogProps) {
  const { to = [], begun, onClose, returnFocus } = props;
  const people = useEveryoneElse();
  const [chosen, setChosen] = useState(to);
  // Until it is known, everybody is offered.
  const closed = useClosedDirects() ?? NOBODY;
  const [asked, setAsked] = useState<string | null>(null);
  const refused = people.find(({ id }) => closed.has(id) && (id === asked || chosen.includes(id)));
  const openDirect = useOpenDirect();
  const start = useAction(async () => {
    await openDirect(chosen);
    onClose();
  });
  const guests = people.filter((one) => one.as === "guest" && chosen.includes(one.id));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      returnFocus={returnFocus}
      title="New message"
      description="Only the people in a direct conversation see it."
      onSubmit={() => void start.run()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={start.busy} disabled={chosen.length === 0}>
            {chosen.length > 1 ? "Start group" : "Start conversation"}
          </Button>
        </>
      }
    >
      {refused ? (
        <Alert className="mb-3">
          {refused.name} cannot be written to directly. {closed.get(refused.id)?.sentence}
        </Alert>
      ) : (
        start.failure && <Alert className="mb-3">{start.failure.message}</Alert>
      )}
      <PeoplePicker
        label="To"
        begun={begun}
        people={people}
        chosen={chosen}
        max={MAX_PEOPLE}
        closed={closed}
        onRefuse={(person) => setAsked(person.id)}
        onChange={(next) => {
          start.forget();
          setAsked(null);
          setChosen(next);
        }}
        nobody="Nobody else is here yet."
      />
      {guests.length > 0 && (
        <p className="mt-2 border-guest border-l-2 pl-2.5 text-guest-ink text-meta">
          {guests.map((one) => one.name).join(" and ")}{" "}
          {guests.length === 1 ? "is a guest" : "are guests"} from outside the team.
        </p>
      )}
      {chosen.length === MAX_PEOPLE && (
        <p className="mt-2 text-ink-faint text-meta">
          A conversation has room for {MAX_PEOPLE} others. For more people, make a channel.
        </p>
      )}
    </Dialog>
  );
}

function useEveryoneElse(): Person[] {
  const me = useMe();
  const people = useObservable(useRealtime().state, (state) => state.people);
  return useMemo(
    () =>
      Object.values(people)
        .filter((person) => person.id !== me.id)
        .sort((a, b) => a.name.localeCompare(b.name)),
    [people, me.id],
  );
}
