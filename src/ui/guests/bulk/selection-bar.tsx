"use client";

import { CalendarClock, RotateCcw, UserRoundMinus, UserRoundX, X } from "lucide-react";
import type { Guest } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { IconButton } from "@/ui/primitives/icon-button";
import { useAction } from "@/ui/use-action";
import { type BulkAction, countGuests } from "./bulk-action";
import type { Selection } from "./use-selection";

interface SelectionBarProps {
  selection: Selection;
  /** Those who are loaded. */
  guests: Guest[];
  /** How many the filter shows, also those who are not loaded. */
  matching: number;
  readAllIds: () => Promise<string[]>;
  onAct: (action: BulkAction) => void;
}

/** What can be done with those who are selected. It stands below the list, at the bottom of the window. */
export function SelectionBar(props: SelectionBarProps) {
  const { selection, guests, matching, readAllIds, onAct } = props;
  const { run, busy } = useAction(async () => selection.choose(await readAllIds()));
  const count = selection.ids.size;
  const { some, others } = findLocked(selection, guests);
  if (count === 0) return null;
  return (
    <section
      aria-label="Selected guests"
      className="flex shrink-0 flex-wrap items-center gap-2 border-t bg-raised px-4 pt-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] shadow-float md:px-5"
    >
      <IconButton label="Select nobody" className="-ml-2" onClick={selection.clear}>
        <X />
      </IconButton>
      <p role="status" className="nums mr-1 font-medium">
        {countGuests(count)} selected
      </p>
      {count < matching && (
        <Button variant="link" busy={busy} onClick={() => void run()}>
          Select all {matching.toLocaleString("en")}
        </Button>
      )}
      <div className="flex flex-wrap items-center gap-2 max-sm:w-full sm:ml-auto max-sm:[&>button]:flex-1 max-sm:[&>button]:px-2 max-sm:[&_svg]:hidden">
        {others && (
          <Button variant="cut-quiet" onClick={() => onAct("revoke")}>
            <UserRoundX aria-hidden />
            Revoke
          </Button>
        )}
        {some && (
          <Button onClick={() => onAct("restore")}>
            <RotateCcw aria-hidden />
            Restore
          </Button>
        )}
        {others && (
          <Button onClick={() => onAct("extend")}>
            <CalendarClock aria-hidden />
            Extend
          </Button>
        )}
        <Button variant="cut-quiet" onClick={() => onAct("remove")}>
          <UserRoundMinus aria-hidden />
          Remove
        </Button>
      </div>
    </section>
  );
}

/** Whether the access of some of those who are selected may be revoked, and whether others may not. Who is not loaded may be either. */
function findLocked({ ids }: Selection, guests: Guest[]) {
  const known = guests.filter(({ id }) => ids.has(id));
  const isUnknown = known.length < ids.size;
  return {
    some: isUnknown || known.some(({ status }) => status === "locked"),
    others: isUnknown || known.some(({ status }) => status !== "locked"),
  };
}
