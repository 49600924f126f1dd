"use client";

import { CalendarClock, RotateCcw, UserRoundMinus, UserRoundX, X } from "lucide-react";
import { Button } from "@/ui/primitives/button";
import { IconButton } from "@/ui/primitives/icon-button";
import { useAction } from "@/ui/use-action";
import { type BulkAction, countGuests } from "./bulk-action";
import type { Selection } from "./use-selection";

interface SelectionBarProps {
  selection: Selection;
  /** How many the filter shows, also those who are not loaded. */
  matching: number;
  readAllIds: () => Promise<string[]>;
  onAct: (action: BulkAction) => void;
}

/** What can be done with those who are selected. It floats over the end of the list. */
export function SelectionBar({ selection, matching, readAllIds, onAct }: SelectionBarProps) {
  const { run, busy } = useAction(async () => selection.choose(await readAllIds()));
  const count = selection.ids.size;
  if (count === 0) return null;
  return (
    <section
      aria-label="Selected guests"
      className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 border-t bg-raised px-4 py-2.5 shadow-float md:px-5"
    >
      <p role="status" className="nums mr-1 font-medium">
        {countGuests(count)} selected
      </p>
      {count < matching && (
        <Button variant="link" busy={busy} onClick={() => void run()}>
          Select all {matching.toLocaleString()}
        </Button>
      )}
      <div className="flex flex-wrap items-center gap-2 sm:ml-auto">
        <Button variant="cut-quiet" onClick={() => onAct("revoke")}>
          <UserRoundX aria-hidden />
          Revoke
        </Button>
        <Button onClick={() => onAct("restore")}>
          <RotateCcw aria-hidden />
          Restore
        </Button>
        <Button onClick={() => onAct("extend")}>
          <CalendarClock aria-hidden />
          Extend
        </Button>
        <Button variant="cut-quiet" onClick={() => onAct("remove")}>
          <UserRoundMinus aria-hidden />
          Remove
        </Button>
        <IconButton label="Select nobody" onClick={selection.clear}>
          <X />
        </IconButton>
      </div>
    </section>
  );
}
