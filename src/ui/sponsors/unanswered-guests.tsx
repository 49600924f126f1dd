"use client";

import { useState } from "react";
import type { Guest } from "@/lib/api-types";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { Button } from "@/ui/primitives/button";
import { SponsorDialog } from "./sponsor-dialog";
import { useUnanswered } from "./use-unanswered";

/** Gets the focus when a sponsor is named and the button disappears. */
const TITLE_ID = "unanswered-guests";
/** A long list would push the table off the page. The rest is named with one click for all. */
const SHOWN = 5;

/** The guests whose sponsor has left, until an admin has named another one. */
export function UnansweredGuests() {
  const { guests, put } = useUnanswered();
  const [asking, setAsking] = useState<Guest[] | null>(null);
  const shown = guests.slice(0, SHOWN);
  return (
    <>
      {guests.length > 0 && (
        <section aria-labelledby={TITLE_ID} className="border-b pb-2">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 pt-4 pb-1 md:px-5">
            <h2 id={TITLE_ID} tabIndex={-1} className="font-medium text-ink-faint text-meta">
              {guests.length === 1 ? "1 guest was" : `${guests.length} guests were`} invited by
              somebody who has left
            </h2>
            {guests.length > 1 && (
              <Button
                size="small"
                variant="ghost"
                className="ml-auto"
                onClick={() => setAsking(guests)}
              >
                Hand over all
              </Button>
            )}
          </div>
          <ul>
            {shown.map((guest) => (
              <li
                key={guest.id}
                className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2 md:px-5"
              >
                <PersonAvatar id={guest.userId} name={guest.name} guest />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{guest.name}</span>
                  <span className="block truncate text-ink-faint text-meta">
                    {guest.email}, invited by {guest.invitedBy.name}
                  </span>
                </span>
                <Button onClick={() => setAsking([guest])}>
                  Hand over
                  <span className="sr-only"> {guest.name}</span>
                </Button>
              </li>
            ))}
          </ul>
          {guests.length > SHOWN && (
            <p className="px-4 pb-1 text-ink-faint text-meta md:px-5">
              and {guests.length - SHOWN} more
            </p>
          )}
        </section>
      )}
      {asking && (
        <SponsorDialog
          guests={asking}
          onClose={() => setAsking(null)}
          onChanged={put}
          returnFocus={() => document.getElementById(TITLE_ID)}
        />
      )}
    </>
  );
}
