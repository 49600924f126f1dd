"use client";

import { MessageSquare } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Person } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Popover, PopoverAnchor, PopoverContent } from "@/ui/primitives/popover";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useMe, usePerson } from "@/ui/realtime/use-channels";
import { ADMIN_PAGES, pagePath } from "@/ui/shell/admin-pages";
import { useIsGuest, useMay, useMayBeginDirects } from "@/ui/shell/use-may";
import { PresentAvatar, useOnline } from "./present-avatar";
import { ROLE_NAMES } from "./role-names";
import { useLocalTime } from "./use-local-time";
import { useClosedDirects } from "./use-closed-directs";
import { useMessagePerson } from "./use-open-direct";

interface PersonCardProps {
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  returnFocus: () => void;
  /** The name or face that it belongs to. */
  button: ReactNode;
}

/** Who somebody is, and how to write to them. */
export function PersonCard({ id, open, onOpenChange, returnFocus, button }: PersonCardProps) {
  const person = usePerson(id);
  return (
    <Popover open={open && person !== null} onOpenChange={onOpenChange}>
      <PopoverAnchor asChild>{button}</PopoverAnchor>
      {person && (
        <PopoverContent
          align="start"
          aria-label={person.name}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus();
          }}
          // A press on the name is for the name, which closes it.
          onInteractOutside={(event) => {
            const target = event.target as Element;
            if (target.closest("[aria-haspopup=dialog][aria-expanded=true]"))
              event.preventDefault();
          }}
        >
          <Facts person={person} />
          <Actions person={person} onDone={() => onOpenChange(false)} />
        </PopoverContent>
      )}
    </Popover>
  );
}

function Facts({ person }: { person: Person }) {
  const me = useMe();
  const online = useOnline(person.id);
  const guest = person.as === "guest";
  const isOther = person.id !== me.id;
  const localTime = useLocalTime(isOther ? person.id : null);
  const facts = [
    isOther ? ROLE_NAMES[person.as] : "You",
    guest && person.sponsor && `invited by ${person.sponsor}`,
    person.alike?.email,
  ].filter(Boolean);
  const state = [online && "Here now", localTime && `${localTime} local time`].filter(Boolean);
  return (
    <div className="flex items-center gap-3">
      <PresentAvatar person={{ id: person.id, name: person.name, guest }} size="large" />
      <div className="min-w-0">
        <p dir="auto" className="font-semibold [overflow-wrap:anywhere]">
          {person.name}
        </p>
        <p className={guest ? "text-guest-ink text-meta" : "text-ink-soft text-meta"}>
          {facts.join(" · ")}
        </p>
        <p className="text-ink-faint text-meta empty:hidden">
          {person.ended ? "Their access has ended" : state.join(" · ")}
        </p>
      </div>
    </div>
  );
}

/** "Message" is offered where it would not be refused: only conversations with guests may be. */
function Actions({ person, onDone }: { person: Person; onDone: () => void }) {
  const me = useMe();
  const { workspace } = useRealtime();
  const withGuest = useIsGuest() || person.as === "guest";
  const isOther = person.id !== me.id;
  const closed = useClosedDirects(isOther && withGuest);
  const isOpen = withGuest ? closed?.has(person.id) === false : !person.ended;
  const mayWrite = useMayBeginDirects() && isOther && isOpen;
  const manages = useMay("guest.manage") && person.as === "guest";
  const message = useMessagePerson();
  if (!mayWrite && !manages) return null;
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {mayWrite && (
        <Button
          variant="primary"
          onClick={() => {
            onDone();
            void message(person.id);
          }}
        >
          <MessageSquare aria-hidden />
          Message
        </Button>
      )}
      {manages && (
        <Button asChild>
          <Link href={pagePath(workspace.slug, ADMIN_PAGES.guests)} prefetch={false}>
            Guests page
          </Link>
        </Button>
      )}
    </div>
  );
}
